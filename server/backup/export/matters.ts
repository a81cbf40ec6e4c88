// Cases, their customers and the approvals asked for in them, as tables.
import { approvalKind } from "#domain/approval/approval.ts";
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { asText, replay } from "#domain/stream/event.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import { batch, type Cell, labelIn, type Making, namesIn, paged, type Table, timeIn } from "./table.ts";

type Customer = { id: string; name: string | null; phone: string | null; address: string | null };
type CaseRow = { id: string; registered_at: number; holder: string | null; breached: boolean };

const here = "org = current_setting('shouwen.org')";
const now = `${here} and run = current_setting('shouwen.run')::integer`;
const iso = (ms: number): string => new Date(ms).toISOString();

const customersOf = async (unit: Unit, ids: readonly string[]): Promise<Map<string, Customer>> => {
  const { rows } = await unit.client.query<Customer>(
    `select id, name, phone, address from customer_view where ${here} and id = any ($1)`,
    [ids],
  );
  return new Map(rows.map((r) => [r.id, r]));
};

const statesOf = async (unit: Unit, ids: readonly string[]): Promise<Map<string, CaseState>> => {
  const histories = await readMore(unit, ids, false);
  return new Map(histories.map((h) => [h.id, replay(caseKind, h.events)]));
};

const caseColumns = [
  ...["number", "kind", "severity", "state", "title", "description", "channel", "place", "demand", "amount"],
  ...["customer", "phone", "address", "department", "holder", "firstAsked", "receivedAt", "registeredAt"],
  ...["occurredAt", "round", "upheld", "satisfied", "breached", "files"],
];

const caseRows = async (m: Making, unit: Unit, rows: readonly CaseRow[]): Promise<Cell[][]> => {
  const states = await statesOf(
    unit,
    rows.map((r) => r.id),
  );
  const wanted = [...states.values()].flatMap((s) => s.customer ?? []);
  const customers = await customersOf(unit, wanted);
  const [time, names, label] = [timeIn(unit), namesIn(unit), labelIn(m.language)];
  const yesNo = (value: boolean | null): string => (value === null ? "" : m.say(value ? "yes" : "no"));
  return rows.flatMap((r): Cell[][] => {
    const s = states.get(r.id);
    if (!s) return [];
    const customer = s.customer === null ? undefined : customers.get(s.customer);
    return [
      [
        ...[s.number, label("kind", s.kind), label("severity", s.severity), label("state", s.state)],
        ...[s.title, s.description, label("channel", s.channel), s.place, s.demand, s.amount],
        ...[customer?.name ?? "", customer?.phone ?? "", customer?.address ?? ""],
        ...[names.department(s.department), names.member(r.holder), names.member(s.firstAsked)],
        ...[time(s.receivedAt), time(r.registered_at), time(s.occurredAt), s.round],
        ...[yesNo(s.upheld), yesNo(s.satisfied), yesNo(r.breached)],
        s.attachments.flatMap((a) => asText(a.name) ?? []).join("; "),
      ],
    ];
  });
};

export const caseTable = (m: Making): Table => ({
  name: "cases",
  columns: caseColumns,
  rows: paged<CaseRow>(
    m,
    async (unit, after) => {
      const { rows } = await unit.client.query<CaseRow>(
        `select id, registered_at, holder, breached from case_view
          where ${now} and ($1::timestamptz is null or (registered_at, id) > ($1, $2::uuid))
          order by registered_at, id limit ${batch}`,
        [after && iso(after.registered_at), after?.id ?? null],
      );
      return rows;
    },
    (unit, rows) => caseRows(m, unit, rows),
  ),
});

export const customerTable = (m: Making): Table => ({
  name: "customers",
  columns: ["name", "phone", "address", "id"],
  rows: paged<Customer>(
    m,
    async (unit, after) => {
      const { rows } = await unit.client.query<Customer>(
        `select id, name, phone, address from customer_view
          where ${here} and run in (0, current_setting('shouwen.run')::integer) and ($1::uuid is null or id > $1)
          order by id limit ${batch}`,
        [after?.id ?? null],
      );
      return rows;
    },
    (_, rows) => rows.map((r) => [r.name, r.phone, r.address, r.id]),
  ),
});

export const approvalTable = (m: Making): Table => ({
  name: "approvals",
  columns: ["number", "action", "clause", "state", "askedBy", "askedAt", "steps"],
  rows: paged<{ id: string }>(
    m,
    async (unit, after) => {
      const { rows } = await unit.client.query<{ id: string }>(
        `select id from approval_view where ${now} and ($1::uuid is null or id > $1) order by id limit ${batch}`,
        [after?.id ?? null],
      );
      return rows;
    },
    async (unit, rows) => {
      const found = await readMore(
        unit,
        rows.map((r) => r.id),
        false,
      );
      const [time, names] = [timeIn(unit), namesIn(unit)];
      return found.map((h): Cell[] => {
        const s = replay(approvalKind, h.events);
        const steps = s.steps.map((x) =>
          `${time(x.at)} ${names.member(x.by)} ${x.did} ${x.comment ?? ""}`.trim(),
        );
        return [
          s.number,
          s.action,
          s.clause,
          s.state,
          names.member(s.askedBy),
          time(s.askedAt),
          steps.join("\n"),
        ];
      });
    },
  ),
});
