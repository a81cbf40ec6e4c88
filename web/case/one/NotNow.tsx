// What may not be done now: what a clause refuses first, the rest on demand.
import { t } from "i18next";
import type { CaseWhole } from "#api/case.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";

type Possible = CaseWhole["actions"][number];

function Refused({ actions }: { actions: Possible[] }) {
  return (
    <ul className="not-now">
      {[...Map.groupBy(actions, (one) => `${one.reason} ${one.clause ?? ""}`)].map(([key, same]) => (
        <li key={key}>
          <b>{same.map((one) => t(`action.${one.name}`)).join(t("common.comma"))}</b>{" "}
          <span>{same[0]?.reason}</span>
          {same[0]?.clause && <ClauseTag id={same[0].clause} />}
        </li>
      ))}
    </ul>
  );
}

export function NotNow({ actions }: { actions: Possible[] }) {
  const byClause = actions.filter((one) => one.clause);
  const others = actions.filter((one) => !one.clause);
  return (
    <>
      {byClause.length > 0 && <Refused actions={byClause} />}
      {others.length > 0 && (
        <details>
          <summary className="soft">{t("case.notNow", { n: others.length })}</summary>
          <Refused actions={others} />
        </details>
      )}
    </>
  );
}
