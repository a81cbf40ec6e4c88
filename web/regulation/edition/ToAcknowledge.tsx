// Editions that wait until I sign that I know them.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { listToAcknowledge } from "#api/edition.ts";
import { call } from "../../call.ts";
import { useNow } from "../../clock.ts";
import { instantInWords } from "../../time.ts";

export const toAcknowledgeQuery = {
  queryKey: ["regulation", "to-acknowledge"],
  queryFn: () => call(listToAcknowledge),
};

export function ToAcknowledge() {
  const now = useNow();
  const waiting = useQuery(toAcknowledgeQuery).data?.items ?? [];
  if (waiting.length === 0) return null;
  return (
    <div className="note warn">
      <b>{t("acknowledge.waiting", { n: waiting.length })}</b>
      <ul>
        {waiting.map((one) => (
          <li key={`${one.regulation} ${one.edition}`}>
            <Link
              to="/regulations/$key/editions"
              params={{ key: one.regulation }}
              search={{ edition: one.edition }}
            >
              {one.title} {one.edition}
            </Link>{" "}
            {one.dueAt && t("acknowledge.dueAt", { at: instantInWords(one.dueAt, now) })}{" "}
            {one.overdue && <span className="chip late">{t("acknowledge.overdue")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
