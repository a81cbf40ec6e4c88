// What each clause came to in a month, out of the rows that clocks, papers, approvals and words leave.
import type { MonthFigures } from "#api/evidence.ts";
import { headOf, holderOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { type Clause, clauseId } from "#domain/regulation/file.ts";
import { localDate } from "#domain/time/calendar.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Unit } from "#server/log/unit.ts";

/** Instants of a local month, RFC 3339, the second exclusive. */
export type Month = { month: string; from: string; to: string };

export const monthOf = (d: Directory, month: string): Month => {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const { timeZone } = d.organisation;
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant().toString();
  return { month, from: at(first), to: at(first.add({ months: 1 })) };
};
export const monthNow = (unit: Unit): string => localDate(unit.directory.calendar, unit.now).slice(0, 7);

export const here = (t: string): string =>
  `${t}.org = current_setting('shouwen.org') and ${t}.run = current_setting('shouwen.run')::integer`;

/** A clock's state now: breached in every answer at once, whether or not a wake-up has fired. */
export const stateNow = (t: string, now: string): string =>
  `case when ${t}.state = 'open' and ${t}.paused_at is null and ${t}.awaiting is null and ${t}.due_at < ${now}
        then 'breached' else ${t}.state end`;

export type Split = { ran: number; kept: number; late: number; broken: number };
export const noSplit = (): Split => ({ ran: 0, kept: 0, late: 0, broken: 0 });
const column: Record<string, keyof Split> = { met: "kept", late: "late", breached: "broken" };
/** Adds `n` clocks that stand so. */
export const addTo = (s: Split, state: string, n: number): void => {
  s.ran += n;
  const kept = column[state];
  if (kept) s[kept] += n;
};

export type Owned = {
  owner_member: string | null;
  owner_post: string | null;
  owner_department: string | null;
};
/** Who held it when it was decided, else who would have to do it now. */
export const personOf = (o: OrganisationState, r: Owned): string | null =>
  r.owner_member ??
  (r.owner_post ? holderOf(o, r.owner_post)?.id : undefined) ??
  (r.owner_department ? headOf(o, r.owner_department)?.id : undefined) ??
  null;
export const departmentOf = (o: OrganisationState, r: Owned): string | null =>
  r.owner_department ?? o.members.find((m) => m.id === personOf(o, r))?.department ?? null;

/** The same sums by some key, the most first. */
export const summed = <K>(rows: readonly { key: K; state: string; n: number }[]): [K, Split][] => {
  const sums = new Map<K, Split>();
  for (const { key, state, n } of rows) {
    const s = sums.get(key) ?? noSplit();
    addTo(s, state, n);
    sums.set(key, s);
  }
  return [...sums].sort(([, a], [, b]) => b.ran - a.ran);
};

type Clocks = Owned & { clause: string; state: string; n: number };

const clocksIn = async (unit: Unit, m: Month, clause: string | null): Promise<Clocks[]> => {
  const { rows } = await unit.client.query<Clocks>(
    `select o.clause, o.owner_member, o.owner_post, o.owner_department, count(*) as n,
            ${stateNow("o", "$3::timestamptz")} as state
       from obligation o
      where ${here("o")} and o.opened_at >= $1 and o.opened_at < $2 and ($4::text is null or o.clause = $4)
      group by 1, 2, 3, 4, 6`,
    [m.from, m.to, new Date(unit.now).toISOString(), clause],
  );
  return rows;
};

type Counted = { clause: string; what: string; n: number };

/** Papers completed, approvals asked for and decided, phrases found, happenings tallied: by clause. */
const countsIn = async (unit: Unit, m: Month, clause: string | null): Promise<Counted[]> => {
  const only = (column: string): string => `($3::text is null or ${column} = $3)`;
  const { rows } = await unit.client.query<Counted>(
    `select p.clause, 'paper' as what, count(*) as n from paper_view p
      where ${here("p")} and p.filled_at >= $1 and p.filled_at < $2 and p.state = 'completed' and ${only("p.clause")}
      group by 1
     union all
     select e.data->>'clause', 'approval ' || a.state, count(*) from approval_view a
       join event e on e.org = a.org and e.stream = a.id and e.seq = 1
      where ${here("a")} and a.asked_at >= $1 and a.asked_at < $2 and ${only("e.data->>'clause'")} group by 1, 2
     union all
     select w.clause, 'phrase', count(*) from words_found w
      where ${here("w")} and w.at >= $1 and w.at < $2 and ${only("w.clause")} group by 1
     union all
     select t.clause, 'tally', count(*) from tally_count t
      where ${here("t")} and t.at >= $1 and t.at < $2 and ${only("t.clause")} group by 1`,
    [m.from, m.to, clause],
  );
  return rows;
};

/** The clauses in force by their ids; a paper may stand beside a rule or a gate. */
const clausesIn = (unit: Unit): Map<string, Clause> => {
  const d = unit.directory;
  return new Map(
    Object.entries(d.inForceAt(unit.now)).flatMap(([key, edition]) =>
      d.regulation(key, edition).clauses.map((c) => [clauseId(key, c.id), c] as const),
    ),
  );
};

const figuresOf = (
  o: OrganisationState,
  month: string,
  of: readonly Clause[],
  clocks: readonly Clocks[],
  counts: readonly Counted[],
): MonthFigures => {
  const all = noSplit();
  for (const r of clocks) addTo(all, r.state, r.n);
  const open = clocks.filter((r) => r.state === "open").reduce((sum, r) => sum + r.n, 0);
  const persons = summed(clocks.map((r) => ({ key: personOf(o, r), state: r.state, n: r.n })));
  const count = (what: string) => counts.filter((c) => c.what.startsWith(what)).reduce((n, c) => n + c.n, 0);
  return {
    month,
    ...all,
    open,
    persons: persons.slice(0, 3).map(([member, s]) => ({ member, ...s })),
    counted: of.some((c) => c.tally) ? count("tally") : null,
    papers: of.some((c) => c.paper) ? count("paper") : null,
    approvals: {
      asked: count("approval"),
      granted: count("approval granted"),
      refused: count("approval refused"),
    },
    phrases: count("phrase"),
  };
};

const byClause = <R extends { clause: string }>(rows: readonly R[]): Map<string, R[]> => {
  const by = new Map<string, R[]>();
  for (const r of rows) by.set(r.clause, [...(by.get(r.clause) ?? []), r]);
  return by;
};

/**
 * The month's figures of the clauses of the regulations in force.
 * @param clause only this one's
 * @returns what the clauses of those ids came to together, nothing where nothing happened
 */
export const monthFigures = async (
  unit: Unit,
  m: Month,
  clause: string | null = null,
): Promise<(...ids: string[]) => MonthFigures> => {
  const clocks = byClause(await clocksIn(unit, m, clause));
  const counts = byClause(await countsIn(unit, m, clause));
  const clauses = clausesIn(unit);
  const o = unit.directory.organisation;
  return (...ids) =>
    figuresOf(
      o,
      m.month,
      ids.flatMap((id) => clauses.get(id) ?? []),
      ids.flatMap((id) => clocks.get(id) ?? []),
      ids.flatMap((id) => counts.get(id) ?? []),
    );
};
