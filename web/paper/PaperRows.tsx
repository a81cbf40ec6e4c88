// Papers as the entries of a book: number, what it says, how far it is, who filled it and when.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { PaperRow } from "#api/paper-alone.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { fullInWords, momentInWords } from "../time.ts";
import { PaperState } from "../ui/paper/PaperCard.tsx";

/** A matter's paper lies on the matter's page, a duty's on the duty's. */
function PaperLink({ row, words }: { row: PaperRow; words: string }) {
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

/** Where it is found: its title, or in a book the first thing that stands in it. */
function What({ row, columns }: { row: PaperRow; columns: string[] }) {
  const cells = row.cells ?? [];
  if (columns.length === 0 || cells.length === 0)
    return (
      <td className="papers-what" colSpan={columns.length || 1}>
        <PaperLink row={row} words={row.title || row.name} />
        {columns.length === 0 && <small className="soft">{t("common.titled", { name: row.name })}</small>}
      </td>
    );
  const first = cells.findIndex((one) => one !== "");
  return columns.map((name, at) => (
    <td key={name} className={at === 0 ? "papers-cell papers-first" : "papers-cell"} data-name={name}>
      {at === Math.max(0, first) ? (
        <PaperLink row={row} words={cells[at] || row.title || row.name} />
      ) : (
        <span>{cells[at]}</span>
      )}
    </td>
  ));
}

type Props = {
  rows: PaperRow[];
  /** The names of the fields where all are of one form. */
  columns: string[];
};

export function PaperRows({ rows, columns }: Props) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    // A book with many columns is moved sideways by itself, by keys too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="papers-scroll" tabIndex={0} aria-label={t("paper.entriesTable")}>
      <table className={columns.length > 0 ? "papers book" : "papers"}>
        <thead>
          <tr>
            <th scope="col">{t("paper.column.number")}</th>
            {(columns.length > 0 ? columns : [t("paper.column.what")]).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t("field.state")}</th>
            <th scope="col">{t("paper.column.filled")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id}${row.paper}`}>
              <td className={row.number ? "num" : "papers-none"}>{row.number ?? "—"}</td>
              <What row={row} columns={columns} />
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
    </section>
  );
}
