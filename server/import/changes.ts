// The changes that bring matters of the past into the log: numbers of their days, customers, what happened when.
import { randomUUID } from "node:crypto";
import type { Mapping } from "#api/import.ts";
import { numberKey, writeNumber } from "#domain/case/values.ts";
import { phoneKey } from "#domain/customer/customer.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { Facts } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { takeNumbers } from "#server/db/counter.ts";
import type { Change } from "#server/log/command.ts";
import { takeGuards, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { carriedBy, type Matter } from "./matter.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/** Numbers of the days on which the matters were received. */
const numbersOf = async (world: World, unit: Unit, matters: readonly Matter[]): Promise<string[]> => {
  const days = matters.map((m) => localDate(unit.directory.calendar, m.receivedAt));
  const wanted = new Map<string, number>();
  for (const day of days) {
    const key = numberKey(unit.run, day);
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  const next = await takeNumbers(world.side, unit.org, wanted);
  return days.map((day) => {
    const key = numberKey(unit.run, day);
    const n = next.get(key) ?? 1;
    next.set(key, n + 1);
    return writeNumber(day, n);
  });
};

const callable = (m: Matter): string | null => {
  const key = phoneKey(m.customer?.phone ?? "");
  return key.length >= 5 ? key : null;
};

/** Families share a telephone: a caller is a number with a name, or a number alone where no name was given. */
const callerOf = (key: string, name: string | null | undefined): string => `${key}/${name ?? ""}`;

/** Caller → the customer known so; a registration of the same caller at the same moment waits. */
const knownCallers = async (unit: Unit, matters: readonly Matter[]): Promise<Map<string, string>> => {
  const keys = [...new Set(matters.flatMap((m) => callable(m) ?? []))].sort();
  if (keys.length === 0) return new Map();
  await takeGuards(
    unit,
    keys.map((key) => `phone/${key}`),
  );
  const { rows } = await unit.client.query<{ phone_key: string; name: string | null; id: string }>(
    "select phone_key, name, id from customer_view where org = current_setting('shouwen.org') and phone_key = any ($1) order by run, id desc",
    [keys],
  );
  const known = new Map<string, string>();
  for (const r of rows) {
    known.set(callerOf(r.phone_key, r.name), r.id);
    known.set(callerOf(r.phone_key, null), r.id);
  }
  return known;
};

/** The customers of some matters: known by phone, or new. A name alone says nobody in particular. */
const customersOf = async (
  unit: Unit,
  matters: readonly Matter[],
): Promise<{ ids: (string | null)[]; also: Change[] }> => {
  const known = await knownCallers(unit, matters);
  const also: Change[] = [];
  const ids = matters.map((m) => {
    if (m.customer === null) return null;
    const key = callable(m);
    const caller = key === null ? null : callerOf(key, m.customer.name);
    const found = caller === null ? undefined : known.get(caller);
    if (found) return found;
    const stream = randomUUID();
    also.push({
      stream,
      kind: "customer",
      quiet: true,
      events: [{ type: "customer.registered", data: m.customer }],
    });
    if (caller !== null) known.set(caller, stream);
    return stream;
  });
  return { ids, also };
};

const eventsOf = (m: Matter, registered: Facts): Change["events"] => {
  const { department } = m.form;
  const events: Change["events"] = [{ type: "case.registered", data: registered, at: m.receivedAt }];
  if (m.resolvedAt !== null) {
    const data = { ...(m.outcome === null ? {} : { outcome: m.outcome }), department: department ?? null };
    events.push({ type: "case.resolved", data, at: m.resolvedAt });
  }
  if (m.closedAt !== null) events.push({ type: "case.closed", data: {}, at: m.closedAt });
  return events;
};

/**
 * The changes of some matters, with the customers they bring.
 * @param me the member who imports
 */
export const changesOf = async (
  world: World,
  unit: Unit,
  me: string,
  m: Mapping,
  matters: readonly Matter[],
): Promise<Change[]> => {
  if (matters.length === 0) return [];
  const { organisation, inForceAt } = unit.directory;
  const member = memberOf(organisation, me);
  const post = member ? (actorOf(organisation, member).posts[0] ?? null) : null;
  const carries = carriedBy(m);
  const numbers = await numbersOf(world, unit, matters);
  const { ids, also } = await customersOf(unit, matters);
  const cases = matters.map((matter, n): Change => {
    const contact = matter.customer?.phone !== undefined || matter.customer?.address !== undefined;
    const registered = {
      ...matter.form,
      ...{ number: numbers[n], post, customer: ids[n], contact, receivedAt: iso(matter.receivedAt) },
      ...{ editions: inForceAt(matter.receivedAt), externalId: matter.externalId, carries },
    };
    return { stream: randomUUID(), kind: "case", quiet: true, events: eventsOf(matter, registered) };
  });
  return [...also, ...cases];
};
