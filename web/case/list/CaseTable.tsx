// Matters, one a row; on a phone each row becomes a card.
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import type { CaseSummary } from "#api/case.ts";
import { useNow } from "../../clock.ts";
import { type Directory, useDirectory } from "../../directory.ts";
import { momentInWords } from "../../time.ts";
import { CaseChips } from "../../ui/Chips.tsx";
import { DueIn } from "../../ui/TimeLeft.tsx";
import "./list.css";

const columns = ["number", "title", "state", "due", "holder", "receivedAt"] as const;

/** Until it is handled, a blank of the form is somebody's next step. */
const underWay = new Set<CaseSummary["state"]>(["registered", "forwarded", "accepted"]);

function Row({ one, directory, now }: { one: CaseSummary; directory: Directory; now: number }) {
  const navigate = useNavigate();
  const open = () => void navigate({ to: "/cases/$id", params: { id: one.id } });
  return (
    <tr onClick={open}>
      <td className="num">{one.number}</td>
      <td className="case-title">
        <Link to="/cases/$id" params={{ id: one.id }}>
          {one.title}
        </Link>
        {one.missing.length > 0 && underWay.has(one.state) && (
          <small className="soft">{t("cases.missing", { n: one.missing.length })}</small>
        )}
      </td>
      <td>
        <CaseChips of={one} />
      </td>
      <td>
        {one.nextDueAt && <DueIn dueAt={one.nextDueAt} />}
        {!one.nextDueAt && !one.overdue && <span className="soft">—</span>}
        {one.overdue && <small className="chip late">{t("cases.hasOverdue")}</small>}
      </td>
      <td>
        {one.owner ? directory.nameOf(one.owner) : "—"}
        {one.department && <small className="soft">{directory.departmentName(one.department)}</small>}
      </td>
      <td className="num soft">{momentInWords(one.receivedAt, now)}</td>
    </tr>
  );
}

export function CaseTable({ cases }: { cases: CaseSummary[] }) {
  const directory = useDirectory();
  const now = useNow();
  return (
    <table className="cases">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`cases.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <Row key={one.id} one={one} directory={directory} now={now} />
        ))}
      </tbody>
    </table>
  );
}
