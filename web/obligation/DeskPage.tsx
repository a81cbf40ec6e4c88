// 我的工作台: what I owe, or my department, by time left, renewed as it happens.
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import { type ReactNode, Suspense } from "react";
import { listObligations, type Obligation } from "#api/obligation.ts";
import { useNow } from "../clock.ts";
import { useTurns } from "../counts.ts";
import { useMe } from "../me.ts";
import { usePaged } from "../paged.ts";
import { dayOf } from "../time.ts";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { DeskCounts } from "./DeskCounts.tsx";
import { DutyList } from "./DutyList.tsx";

const route = getRouteApi("/");
const order = ["overdue", "today", "later", "noTerm"] as const;
type Group = (typeof order)[number];

function groupOf(duty: Obligation, now: number): Group {
  if (duty.dueAt === null) return "noTerm";
  const due = Date.parse(duty.dueAt);
  if (due < now && !duty.pausedAt && !duty.awaiting) return "overdue";
  // An end of day belongs to the day that ends.
  return dayOf(due - 1) <= dayOf(now) ? "today" : "later";
}

/** Signatures are no clock of mine always, and wait for me all the same. */
function Signatures() {
  const turns = useTurns();
  if (!turns || turns === "0") return null;
  return (
    <Link to="/papers" className="note warn desk-turns">
      {t("desk.turns", { n: turns })}
    </Link>
  );
}

/** @param card what else the desk should remind of */
export function DeskPage({ card }: { card: ReactNode }) {
  const me = useMe();
  const now = useNow();
  const department = route.useSearch().whose === "department" ? me.member.department : null;
  const whose = department ? { department } : { owner: "me" };
  const open = usePaged("obligation", listObligations, { ...whose, state: "open" });
  const breached = usePaged("obligation", listObligations, { ...whose, state: "breached" });
  const loaded = open.items && breached.items;
  const duties = [...(breached.items ?? []), ...(open.items ?? [])];
  const groups = Map.groupBy(duties, (duty) => groupOf(duty, now));
  return (
    <Page
      title={t(department ? "counts.department" : "place.desk")}
      aside={<span className="soft">{t("desk.hello", { name: me.member.name })}</span>}
    >
      <div className="stack">
        <Suspense>{card}</Suspense>
        <DeskCounts />
        {!department && <Signatures />}
        <ProblemAlert error={open.error ?? breached.error} retry={() => void open.refetch()} />
        {!loaded && !open.error && <Loading />}
        {loaded && duties.length === 0 && (
          <div className="sheet">
            {department ? (
              <Blank title={t("desk.departmentNothing")} />
            ) : (
              <Blank title={t("desk.nothing")}>
                {t("desk.nothingHow")}
                {me.may.includes("case.register") && <p>{t("desk.nothingRegister")}</p>}
              </Blank>
            )}
          </div>
        )}
        {order.map((group) => {
          const inGroup = groups.get(group);
          if (!inGroup) return null;
          return (
            <Sheet
              key={group}
              title={t(`desk.group.${group}`)}
              label={t(`desk.group.${group}`)}
              aside={<span className="soft num">{t("common.items", { n: inGroup.length })}</span>}
            >
              <DutyList duties={inGroup} />
            </Sheet>
          );
        })}
        <MoreButton of={breached} />
        <MoreButton of={open} />
      </div>
    </Page>
  );
}
