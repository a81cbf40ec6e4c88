// 定期事项: what the calendar asks for today, this week, this month, and what was kept and missed before.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { type Duty, listDuties } from "#api/duty.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { usePaged } from "../paged.ts";
import { dayOf, instantOf } from "../time.ts";
import { ChoiceField, SelectField } from "../ui/Fields.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank, Loading } from "../ui/States.tsx";
import { DutyLines } from "./DutyLines.tsx";
import { boardQuery } from "./duty.queries.ts";
import { bounds, type Look, lookBack, looks, type Span, spans } from "./period.ts";
import { Legend, Strips } from "./Strips.tsx";
import "./duty.css";

const route = getRouteApi("/duties");
type Search = { span?: string; look?: string; clause?: string; owner?: string };

const options = (group: string, values: readonly string[]) =>
  values.map((value) => ({ value, label: t(`duty.${group}.${value}`) }));

const isOwed = (duty: Duty): boolean => duty.state === "open" || duty.state === "breached";
/** The soonest due at the top, the turns of one period in their order. */
const inOrder = (a: Duty, b: Duty): number =>
  (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9") || a.clause.localeCompare(b.clause) || a.n - b.n;

function useClauses(): { value: string; label: string }[] {
  const asked = useQuery(boardQuery(lookBack("year", useDay())));
  return (asked.data?.items ?? []).map((strip) => ({
    value: strip.clause,
    label: `${strip.clause.slice(strip.clause.indexOf("/") + 1)} ${strip.says.slice(0, 24)}`,
  }));
}

/** Now, renewed only when the day changes, so that nothing is asked again each second. */
function useDay(): number {
  const now = useNow();
  return Date.parse(instantOf(`${dayOf(now)}T12:00`) ?? "");
}

function Filters({ search, set }: { search: Search; set: (part: Search) => void }) {
  const { members } = useDirectory();
  const clauses = useClauses();
  return (
    <search className="duty-filters" aria-label={t("cases.filters")}>
      <SelectField
        label={t("field.owner")}
        none={t("common.all")}
        value={search.owner ?? ""}
        options={[
          { value: "me", label: t("common.me") },
          ...members.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={(owner) => set({ owner: owner || undefined })}
      />
      <SelectField
        label={t("compliance.clause")}
        none={t("common.all")}
        value={search.clause ?? ""}
        options={clauses}
        onChange={(clause) => set({ clause: clause || undefined })}
      />
    </search>
  );
}

function Due({ search, span }: { search: Search; span: Span }) {
  const { owner, clause } = search;
  const listed = usePaged("duty", listDuties, { owner, clause, limit: 200, ...bounds(span, useDay()) });
  const owed = listed.items?.filter(isOwed).sort(inOrder) ?? [];
  const done = listed.items?.filter((duty) => !isOwed(duty)).sort(inOrder) ?? [];
  return (
    <>
      <ProblemAlert error={listed.error} retry={() => void listed.refetch()} />
      {!listed.items && !listed.error && <Loading />}
      {listed.items?.length === 0 && (
        <div className="sheet">
          <Blank title={t("duty.nothing")}>{t("duty.nothingHow")}</Blank>
        </div>
      )}
      {listed.items && listed.items.length > 0 && (
        <Sheet
          title={t("duty.owed")}
          label={t("duty.owed")}
          aside={<span className="soft num">{t("common.items", { n: owed.length })}</span>}
        >
          {owed.length === 0 ? <Blank title={t("duty.allDone")} /> : <DutyLines duties={owed} />}
        </Sheet>
      )}
      {done.length > 0 && (
        <details className="sheet">
          <summary className="sheet-body">{t("duty.done", { n: done.length })}</summary>
          <DutyLines duties={done} />
        </details>
      )}
      <MoreButton of={listed} />
    </>
  );
}

/** What ran out before this span and still is to be done. */
function Before({ search, span }: { search: Search; span: Span }) {
  const { owner, clause } = search;
  const { from } = bounds(span, useDay());
  const listed = usePaged("duty", listDuties, { owner, clause, state: "breached", to: from, limit: 50 });
  const before = listed.items?.filter((duty) => duty.dueAt && Date.parse(duty.dueAt) <= Date.parse(from));
  if (!before || before.length === 0) return null;
  return (
    <details className="sheet">
      <summary className="sheet-body">
        {t("duty.before")} <span className="chip late">{t("common.items", { n: before.length })}</span>
      </summary>
      <DutyLines duties={before.sort(inOrder)} />
      <MoreButton of={listed} />
    </details>
  );
}

export function DutiesPage() {
  const search = route.useSearch() as Search;
  const navigate = useNavigate();
  const day = useDay();
  const set = (part: Search) => void navigate({ to: "/duties", search: { ...search, ...part } });
  const span: Span = spans.find((one) => one === search.span) ?? "today";
  const look: Look = looks.find((one) => one === search.look) ?? "month";
  const board = useQuery(boardQuery({ owner: search.owner, clause: search.clause, ...lookBack(look, day) }));
  return (
    <Page
      title={t("place.duties")}
      aside={
        <ChoiceField
          label={t("duty.when")}
          value={span}
          onChange={(next) => set({ span: next })}
          options={options("span", spans)}
        />
      }
    >
      <div className="stack">
        <Filters search={search} set={set} />
        <Due search={search} span={span} />
        <Before search={search} span={span} />
        <Sheet
          title={t("duty.strips")}
          label={t("duty.strips")}
          aside={
            <ChoiceField
              label={t("duty.lookBack")}
              value={look}
              onChange={(next) => set({ look: next })}
              options={options("look", looks)}
            />
          }
        >
          <Answer of={board}>
            {({ items, more }) => (
              <>
                <div className="sheet-body">
                  <Legend />
                  {more && <p className="note warn">{t("duty.more")}</p>}
                </div>
                {items.length === 0 ? <Blank title={t("duty.noStrips")} /> : <Strips strips={items} />}
              </>
            )}
          </Answer>
        </Sheet>
      </div>
    </Page>
  );
}
