// Four figures, each a way to its list.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { type CountsKey, useCounts } from "../counts.ts";
import "./obligation.css";

const figures = [
  { key: "mine", to: "/" },
  { key: "department", to: "/inbox" },
  { key: "overdue", to: "/overdue" },
  { key: "approvals", to: "/approvals" },
] as const satisfies { key: CountsKey; to: string }[];

export function DeskCounts() {
  const counts = useCounts();
  return (
    <ul className="figures">
      {figures.map(({ key, to }) => (
        <li key={key} className={key === "overdue" && counts && counts.overdue !== "0" ? "late" : ""}>
          <Link to={to}>
            <b className="num">{counts?.[key] ?? "…"}</b>
            <span>{t(`counts.${key}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
