// Four figures, each a way to its list.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { type CountsKey, useCounts } from "../counts.ts";
import { useMe } from "../me.ts";
import "./obligation.css";

const figures = [
  { key: "mine", to: "/", search: {} },
  { key: "department", to: "/", search: { whose: "department" } },
  { key: "overdue", to: "/overdue", search: {} },
  { key: "approvals", to: "/approvals", search: {} },
] as const satisfies { key: CountsKey; to: string; search: object }[];

export function DeskCounts() {
  const counts = useCounts();
  const { department } = useMe().member;
  const seen = figures.filter(({ key }) => key !== "department" || department !== null);
  return (
    <ul className="figures">
      {seen.map(({ key, to, search }) => (
        <li key={key} className={key === "overdue" && counts && counts.overdue !== "0" ? "late" : ""}>
          <Link to={to} search={search} activeOptions={{ exact: true }}>
            <b className="num">{counts?.[key] ?? "…"}</b>
            <span>{t(`counts.${key}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
