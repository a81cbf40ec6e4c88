// Resolves what a body names (members, departments, customers) before the domain decides.
import { randomUUID } from "node:crypto";
import { customerKind, phoneKey } from "#domain/customer/customer.ts";
import { findMember, notHere } from "#domain/organisation/organisation.ts";
import { asText, type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import type { Change } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";

/** A customer's row as far as an answer shows it. */
export type KnownCustomer = { id: string; name: string | null; phone: string | null; address: string | null };
export type Resolved = { input: Facts; also: Change[]; known?: KnownCustomer } | { refused: Refusal };

const columns = "id, name, phone, address";

/** Shorter numbers are extensions and short codes, which say nobody in particular. */
const shortest = 5;
const keyIn = (customer: unknown): string | null => {
  const key = phoneKey(asText((customer as Facts | undefined)?.phone) ?? "");
  return key.length >= shortest ? key : null;
};

/** What a body's customer needs for itself: two first calls from one phone at once must not become two customers. */
export const phoneGuards = (body: Facts): string[] => {
  const key = keyIn(body.customer);
  return key === null ? [] : [`phone/${key}`];
};

// Families share a telephone: only the same name, or none, is the same person.
const findPhone = {
  name: "find_phone",
  text: `select ${columns} from customer_view where org = current_setting('shouwen.org') and phone_key = $1
           and ($2::text is null or name is null or name = $2) order by name is null, run desc, id limit 1`,
};

const byPhone = async (unit: Unit, key: string, name: string | null): Promise<KnownCustomer | null> => {
  const { rows } = await unit.client.query<KnownCustomer>({ ...findPhone, values: [key, name] });
  return rows[0] ?? null;
};

/** What this call tells of a customer that was not known before, or is otherwise now. */
const learned = async (unit: Unit, found: KnownCustomer, data: Facts) => {
  const fresh: Facts = {};
  for (const field of ["name", "address"] as const)
    if (field in data && data[field] !== found[field]) fresh[field] = data[field];
  if (Object.keys(fresh).length === 0) return { also: [], known: found };
  const [history] = await readMore(unit, [found.id], true);
  const events = [{ type: "customer.amended", data: fresh }];
  const also: Change[] = [{ stream: found.id, kind: customerKind.name, history, events }];
  return { also, known: { ...found, ...fresh } as KnownCustomer };
};

const knownCustomer = async (unit: Unit, id: string) => {
  if (!isStreamId(id)) return null;
  const { rows } = await unit.client.query<KnownCustomer>(
    `select ${columns} from customer_view where org = current_setting('shouwen.org') and id = $1`,
    [id],
  );
  return rows[0] ?? null;
};

/** The customer of a matter: one already known by id or phone, or a new one in the same transaction. */
const customer = async (unit: Unit, given: Facts): Promise<Resolved> => {
  const id = asText(given.id);
  if (id !== null) {
    const known = await knownCustomer(unit, id);
    if (!known) return refuse("rule", "customer-unknown", { field: "customer.id" });
    const contact = Boolean(known.phone?.trim() || known.address?.trim());
    return { input: { customer: id, contact }, also: [], known };
  }
  const data: Facts = {};
  for (const field of ["name", "phone", "address"])
    if (asText(given[field])?.trim()) data[field] = given[field];
  if (Object.keys(data).length === 0) return { input: { customer: null, contact: false }, also: [] };
  const contact = "phone" in data || "address" in data;
  const key = keyIn(data);
  const name = asText(data.name)?.trim() ?? null;
  const found = key === null ? null : await byPhone(unit, key, name);
  if (found) return { input: { customer: found.id, contact }, ...(await learned(unit, found, data)) };
  const begun = unit.fresh.get(`phone/${key}/${name ?? ""}`);
  if (key !== null && begun) return { input: { customer: begun, contact }, also: [] };
  const stream = randomUUID();
  if (key !== null) unit.fresh.set(`phone/${key}/${name ?? ""}`, stream);
  const event = { type: "customer.registered", data };
  return {
    input: { customer: stream, contact },
    also: [{ stream, kind: customerKind.name, events: [event] }],
  };
};

const against = (unit: Unit, value: Facts, me: string): Facts | { refused: Refusal } => {
  const { organisation } = unit.directory;
  const department = asText(value.department);
  if (department !== null) {
    const known = organisation.departments.some((d) => d.key === department);
    if (known) return { department };
    return refuse("rule", "department-unknown", {
      field: "against.department",
      values: { value: department },
    });
  }
  const member = findMember(organisation, asText(value.member) ?? "", me);
  if (member) return { member: member.id };
  return notHere(organisation, String(value.member), "against.member");
};

const references = (unit: Unit, action: string, body: Facts, me: string): Facts | { refused: Refusal } => {
  const { organisation } = unit.directory;
  const department = asText(body.department);
  if (action === "forward" && !organisation.departments.some((d) => d.key === department))
    return refuse("rule", "department-unknown", { field: "department", values: { value: department ?? "" } });
  if (action !== "assign" && action !== "report") return body;
  const field = action === "assign" ? "member" : "to";
  const ref = asText(body[field]) ?? "";
  const member = findMember(organisation, ref, me);
  if (!member) return notHere(organisation, ref, field);
  // A report counts for every role that its receiver holds at that moment.
  return action === "assign" ? { member: member.id } : { to: member.posts, member: member.id };
};

/**
 * Resolves a body.
 * @returns the input for the decision and what else must be written (a new customer), or a refusal with its field
 */
export const resolve = async (unit: Unit, action: string, body: Facts, me: string): Promise<Resolved> => {
  const input = references(unit, action, body, me);
  if ("refused" in input) return input as { refused: Refusal };
  const rest: Facts = { ...input };
  let also: Change[] = [];
  let known: KnownCustomer | undefined;
  if (rest.against) {
    const resolved = against(unit, rest.against as Facts, me);
    if ("refused" in resolved) return resolved as { refused: Refusal };
    rest.against = resolved;
  }
  if ("customer" in rest) {
    const resolved = await customer(unit, rest.customer as Facts);
    if ("refused" in resolved) return resolved;
    Object.assign(rest, resolved.input);
    also = resolved.also;
    known = resolved.known;
  }
  return { input: rest, also, known };
};
