// 部门收件: what was sent to my department, to be signed, handled and handed back, in two keystrokes each.
import { t } from "i18next";
import { useState } from "react";
import type { CaseSummary } from "#api/case.ts";
import { listCases } from "#api/case.ts";
import { listObligations } from "#api/obligation.ts";
import { useDirectory } from "../../directory.ts";
import { hasDepartment, useMe } from "../../me.ts";
import { usePaged } from "../../paged.ts";
import { ForMembers } from "../../ui/ForMembers.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Page, Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../../ui/States.tsx";
import { InboxRow, type Step } from "./InboxRow.tsx";
import { useInboxKeys } from "./keys.ts";
import "./inbox.css";

type Shelf = "forwarded" | "accepted" | "resolved";

/** A resolved matter whose form was handed back is the desk's again. */
const withDepartment = (one: CaseSummary) => one.state !== "resolved" || one.owner !== one.firstAsked;

function useShelf(state: Shelf, department: string | null) {
  const asked = usePaged("case", listCases, { state, department: department ?? "" }, department !== null);
  return { state, asked, cases: asked.items?.filter(withDepartment) };
}

/** Matter → the soonest due time that the department itself owes there; other people's clocks are not its own. */
function useOwnDue(department: string | null): Map<string, string> {
  const query = { state: "open" as const, department: department ?? "", limit: 200 };
  const { items } = usePaged("obligation", listObligations, query, department !== null);
  const soonest = new Map<string, string>();
  for (const { case: id, dueAt } of items ?? []) if (id && dueAt && !soonest.has(id)) soonest.set(id, dueAt);
  return soonest;
}

export function InboxPage() {
  return (
    <ForMembers title={t("place.inbox")} who={hasDepartment} why={t("inbox.noDepartment")}>
      <Inbox />
    </ForMembers>
  );
}

function Inbox() {
  const { member } = useMe();
  const { departmentName } = useDirectory();
  const shelves = [
    useShelf("forwarded", member.department),
    useShelf("accepted", member.department),
    useShelf("resolved", member.department),
  ];
  const due = useOwnDue(member.department);
  const [open, setOpen] = useState<{ id: string; step: Step } | null>(null);
  useInboxKeys(setOpen);
  const loaded = shelves.every((shelf) => shelf.cases);
  const empty = loaded && shelves.every((shelf) => shelf.cases?.length === 0);
  return (
    <Page
      title={t("place.inbox")}
      aside={
        <span className="soft">{t("inbox.of", { department: departmentName(member.department ?? "") })}</span>
      }
    >
      <div className="stack">
        <p className="soft desk-only">{t("inbox.keys")}</p>
        {!loaded && !shelves.some((shelf) => shelf.asked.error) && <Loading />}
        {empty && (
          <div className="sheet">
            <Blank title={t("inbox.nothing")} />
          </div>
        )}
        {shelves.map(({ state, asked, cases }) => (
          <div key={state}>
            <ProblemAlert error={asked.error} retry={() => void asked.refetch()} />
            {cases && cases.length > 0 && (
              <Sheet title={t(`inbox.shelf.${state}`)} label={t(`inbox.shelf.${state}`)}>
                <ul>
                  {cases.map((one) => (
                    <InboxRow
                      key={one.id}
                      one={one}
                      dueAt={due.get(one.id) ?? null}
                      open={open?.id === one.id ? open.step : null}
                      setOpen={(step) => setOpen(step && { id: one.id, step })}
                    />
                  ))}
                </ul>
                <MoreButton of={asked} />
              </Sheet>
            )}
          </div>
        ))}
      </div>
    </Page>
  );
}
