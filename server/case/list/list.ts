// The list of matters: newest registered first, filtered, found by Chinese words, pinyin, numbers and phones.
import type { CaseSummary } from "#api/case.ts";
import { headOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";
import { filterOf, newest, type Query } from "./filter.ts";
import { searchCases } from "./search.ts";

type Row = {
  id: string;
  number: string;
  version: number;
  kind: string;
  severity: string | null;
  state: string;
  paused: boolean;
  upheld: boolean | null;
  round: number;
  missing: string[];
  title: string;
  channel: string;
  holder: string | null;
  holder_department: string | null;
  first_asked: string | null;
  department: string | null;
  received_at: number;
  registered_at: number;
  next_due_at: number | null;
  breached: boolean;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const show = (o: OrganisationState, r: Row, now: number): CaseSummary => ({
  id: r.id,
  number: r.number,
  version: r.version,
  kind: r.kind as CaseSummary["kind"],
  severity: r.severity as CaseSummary["severity"],
  state: r.state as CaseSummary["state"],
  paused: r.paused,
  upheld: r.upheld,
  round: r.round,
  missing: r.missing,
  title: r.title,
  channel: r.channel as CaseSummary["channel"],
  owner: r.holder ?? (r.holder_department ? (headOf(o, r.holder_department)?.id ?? null) : null),
  firstAsked: r.first_asked,
  department: r.department,
  receivedAt: iso(r.received_at),
  registeredAt: iso(r.registered_at),
  nextDueAt: r.next_due_at === null || r.next_due_at < now ? null : iso(r.next_due_at),
  overdue: r.breached || (r.next_due_at !== null && r.next_due_at < now),
});

const columns = `v.id, v.number, v.version, v.kind, v.severity, v.state, v.paused, v.upheld, v.round, v.missing, v.title,
  v.channel, v.holder, v.holder_department, v.first_asked, v.department, v.received_at, v.registered_at, v.next_due_at, v.breached`;

const rowsOf = async (unit: Unit, ids: readonly string[]): Promise<Row[]> => {
  const { rows } = await unit.client.query<Row>(
    `select ${columns} from case_view v where v.org = current_setting('shouwen.org') and v.id = any ($1)
      order by v.registered_at desc, v.id desc`,
    [ids],
  );
  return rows;
};

/** One page of the list. */
export const findCases = async (unit: Unit, q: Query, me: string) => {
  const filter = filterOf(unit, q, me);
  const after = readCursor(q.after, ["time", "id"]);
  const before = after && { registered_at: Number(after[0]), id: String(after[1]) };
  const limit = pageSize(q.limit);
  const rows = q.q?.trim()
    ? await rowsOf(
        unit,
        (await searchCases(unit, filter, q.q, before, limit + 1)).map((spot) => spot.id),
      )
    : (await unit.client.query<Row>(newest(filter, columns, before, limit + 1))).rows;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit.directory.organisation, r, unit.now)),
    next: last ? writeCursor([last.registered_at, last.id]) : null,
  };
};
