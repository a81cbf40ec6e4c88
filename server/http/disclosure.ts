// A customer's phone and address: to whom they are open, and how they look to everybody else.
import type { Actor } from "#domain/case/may.ts";
import { maskAddress, maskPhone } from "#domain/customer/customer.ts";
import { headOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import type { Unit } from "#server/log/unit.ts";

type Contact = { phone: string | null; address: string | null };

/** Phone and address as somebody sees them to whom they are not open. */
export const mask = <T extends Contact>(customer: T): T & { masked: true } => ({
  ...customer,
  phone: customer.phone && maskPhone(customer.phone),
  address: customer.address && maskAddress(customer.address),
  masked: true,
});

/** Condition: `member` revealed the customer `id` once, with the reason on record. */
const revealed = (id: string, member: string): string =>
  `exists (select from event e where e.org = current_setting('shouwen.org') and e.stream = ${id}
             and e.type = 'customer.revealed' and e.by = ${member})`;

/** Whether this member revealed the customer before. */
export const revealedTo = async (unit: Unit, customer: string, member: string): Promise<boolean> => {
  const { rows } = await unit.client.query<{ open: boolean }>(`select ${revealed("$1", "$2")} as open`, [
    customer,
    member,
  ]);
  return rows[0]?.open ?? false;
};

/**
 * The condition under which the customer `id` is open to a member: revealed, or a matter of theirs was first asked of,
 * or is held by, the member or somebody whom the member leads.
 * @param add takes a value and gives its place in the statement
 */
export const openTo = (
  o: OrganisationState,
  by: Actor,
  id: string,
  add: (value: unknown) => string,
): string => {
  const led =
    by.grants.includes("head") && by.department !== null
      ? o.members.filter((m) => m.department === by.department)
      : [];
  const close = [...new Set([by.id, ...led.map((m) => m.id)])];
  const heads = o.departments.filter((d) => close.includes(headOf(o, d.key)?.id ?? "")).map((d) => d.key);
  const [members, departments] = [add(close), add(heads)];
  const mine = `${add(by.grants.includes("chief"))}::boolean or c.first_asked = any (${members}) or c.holder = any (${members})
                or (c.holder is null and c.holder_department = any (${departments}))`;
  return `(${revealed(id, add(by.id))}
      or exists (select from case_view c where c.org = current_setting('shouwen.org')
                    and c.run = current_setting('shouwen.run')::integer and c.customer = ${id} and (${mine})))`;
};
