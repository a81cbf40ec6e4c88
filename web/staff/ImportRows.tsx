// The rows of a table of people: the faulty ones first, each with its line and the reason.
import { t } from "i18next";
import type { StaffPreview } from "#api/staff.ts";

type Row = StaffPreview["rows"][number];
const most = 200;
const order: Record<Row["what"], number> = { faulty: 0, add: 1, change: 2, same: 3 };

function Line({ row }: { row: Row }) {
  return (
    <tr>
      <td className="num">{row.line}</td>
      <td>
        <span className={row.what === "faulty" ? "chip late" : "chip"}>{t(`staff.what.${row.what}`)}</span>
      </td>
      <td>{row.name}</td>
      <td className="num">{row.signIn}</td>
      <td>{row.department}</td>
      <td>{row.posts}</td>
      <td>
        {row.faults.map((fault) => (
          <div key={`${fault.field}${fault.message}`} className="wrong">
            {fault.message}
          </div>
        ))}
      </td>
    </tr>
  );
}

export function ImportRows({ preview }: { preview: StaffPreview }) {
  const rows = preview.rows.toSorted((a, b) => order[a.what] - order[b.what] || a.line - b.line);
  const heads = ["line", "what", "name", "signIn", "department", "posts", "faults"];
  return (
    <>
      <p role="status">{t("staff.preview", preview)}</p>
      <div className="wide-rows">
        <table className="staff-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`staff.column.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <Line key={row.line} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > most && <p className="soft">{t("staff.andMore", { n: rows.length - most })}</p>}
    </>
  );
}
