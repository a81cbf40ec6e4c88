// Papers as the entries of a book: number, what it says, how far it is, who filled it and when.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { PaperRow } from "#api/paper-alone.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { fullInWords, momentInWords } from "../time.ts";
import { PaperState } from "../ui/paper/PaperCard.tsx";

/** A matter's paper lies on the matter's page, a duty's on the duty's. */
function PaperLink({ row }: { row: PaperRow }) {
  const words = row.title || row.name;
  const hash = `paper-${row.paper}`;
  if (row.host === "case")
    return (
      <Link to="/cases/$id" params={{ id: row.id }} hash={hash}>
        {words}
      </Link>
    );
  if (row.host === "duty")
    return (
      <Link to="/duties/$id" params={{ id: row.id }} hash={hash}>
        {words}
      </Link>
    );
  return (
    <Link to="/papers/$id" params={{ id: row.id }}>
      {words}
    </Link>
  );
}

export function PaperRows({ rows, named }: { rows: PaperRow[]; named?: boolean }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    <table className="papers">
      <thead>
        <tr>
          <th scope="col">{t("paper.column.number")}</th>
          <th scope="col">{t("paper.column.what")}</th>
          <th scope="col">{t("field.state")}</th>
          <th scope="col">{t("paper.column.filled")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.id}${row.paper}`}>
            <td className="num">{row.number ?? "—"}</td>
            <td className="papers-what">
              <PaperLink row={row} />
              {named && <small className="soft">{`《${row.name}》`}</small>}
            </td>
            <td>
              <PaperState state={row.state} />
            </td>
            <td>
              {nameOf(row.filledBy)}
              <small className="soft num" title={fullInWords(row.filledAt)}>
                {momentInWords(row.filledAt, now)}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
