// Obligations, recurring duties, staff, and the events themselves, as tables.
import { eventOf } from "#server/log/read.ts";
import type { Unit } from "#server/log/unit.ts";
import { batch, type Cell, type Making, namesIn, paged, type Table, timeIn } from "./table.ts";

const here = "org = current_setting('shouwen.org')";
const now = `${here} and run = current_setting('shouwen.run')::integer`;

type Owed = {
  stream: string;
  id: string;
  number: string | null;
  clause: string;
  state: string;
  owner_post: string | null;
  owner_department: string | null;
  owner_member: string | null;
  opened_at: number;
  due_at: number | null;
  original_due_at: number | null;
  met_at: number | null;
};

/** Looked up one by one: a join might be planned as if there were few. */
const numberOf = (of: string): string =>
  `(select number from case_view c where c.org = ${of}.org and c.id = ${of}.stream) as number`;

const some = async <R extends object>(unit: Unit, text: string, values: unknown[]): Promise<R[]> =>
  (await unit.client.query<R>(text, values)).rows;

export const obligationTable = (m: Making): Table => ({
  name: "obligations",
  columns: [
    "number",
    "clause",
    "state",
    "owner",
    "department",
    "openedAt",
    "dueAt",
    "originalDueAt",
    "metAt",
  ],
  rows: paged<Owed>(
    m,
    (unit, after) =>
      some(
        unit,
        `select o.stream, o.id, ${numberOf("o")}, o.clause, o.state, o.owner_post, o.owner_department, o.owner_member,
                o.opened_at, o.due_at, o.original_due_at, o.met_at from obligation o
          where o.org = current_setting('shouwen.org') and o.run = current_setting('shouwen.run')::integer
            and ($1::uuid is null or (o.stream, o.id) > ($1, $2)) order by o.stream, o.id limit ${batch}`,
        [after?.stream ?? null, after?.id ?? null],
      ),
    (unit, rows) => {
      const [time, names] = [timeIn(unit), namesIn(unit)];
      return rows.map((r): Cell[] => [
        ...[r.number ?? r.stream, r.clause, r.state],
        r.owner_member ? names.member(r.owner_member) : names.post(r.owner_post),
        names.department(r.owner_department),
        ...[time(r.opened_at), time(r.due_at), time(r.original_due_at), time(r.met_at)],
      ]);
    },
  ),
});

type Duty = {
  id: string;
  clause: string;
  title: string;
  period: string;
  opens_at: number;
  due_at: number | null;
  done_at: number | null;
  done_by: string | null;
};

export const dutyTable = (m: Making): Table => ({
  name: "duties",
  columns: ["clause", "must", "period", "openedAt", "dueAt", "doneAt", "doneBy"],
  rows: paged<Duty>(
    m,
    (unit, after) =>
      some(
        unit,
        `select id, clause, title, period, opens_at, due_at, done_at, done_by from duty_view
          where ${now} and ($1::uuid is null or id > $1) order by id limit ${batch}`,
        [after?.id ?? null],
      ),
    (unit, rows) => {
      const [time, names] = [timeIn(unit), namesIn(unit)];
      return rows.map((r): Cell[] => [
        ...[r.clause, r.title, r.period, time(r.opens_at), time(r.due_at), time(r.done_at)],
        names.member(r.done_by),
      ]);
    },
  ),
});

export const staffTable = (m: Making): Table => ({
  name: "staff",
  columns: ["name", "signIn", "staffNumber", "phone", "email", "department", "posts", "left", "id"],
  rows: paged<null>(
    m,
    async () => [null],
    (unit) => {
      const names = namesIn(unit);
      return unit.directory.organisation.members.map((p): Cell[] => [
        ...[p.name, p.username, p.number ?? "", p.phone ?? "", p.email ?? "", names.department(p.department)],
        ...[p.posts.map(names.post).join("; "), m.say(p.left ? "yes" : "no"), p.id],
      ]);
    },
  ),
});

type Event = Parameters<typeof eventOf>[0] & { kind: string; number: string | null };

export const eventTable = (m: Making): Table => ({
  name: "events",
  columns: ["kind", "number", "stream", "seq", "type", "at", "recordedAt", "by", "contents"],
  rows: paged<Event>(
    m,
    (unit, after) =>
      some(
        unit,
        `select e.stream, e.seq, (select kind from stream s where s.org = e.org and s.id = e.stream) as kind,
                ${numberOf("e")}, e.type, e.at, e.recorded_at, e.by, e.data, e.private from event e
          where e.org = current_setting('shouwen.org') and e.run in (0, current_setting('shouwen.run')::integer)
            and ($1::uuid is null or (e.stream, e.seq) > ($1, $2::integer)) order by e.stream, e.seq limit ${batch}`,
        [after?.stream ?? null, after?.seq ?? null],
      ),
    (unit, rows) => {
      const [time, names] = [timeIn(unit), namesIn(unit)];
      return rows.map((r): Cell[] => [
        ...[r.kind, r.number, r.stream, r.seq, r.type, time(r.at), time(r.recorded_at)],
        ...[names.member(r.by), JSON.stringify(eventOf(r).data)],
      ]);
    },
  ),
});
