// Whom the organisation serves; phone and address are masked unless disclosed.
import { z } from "zod";
import { customerShown } from "./case.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, list, page, text } from "./words.ts";

const one = z.strictObject({ id });

export const listCustomers = endpoint({
  method: "GET",
  path: "/api/customers",
  access: "member",
  summary: "Find customers by name, pinyin, initials or the end of a phone number",
  query: z.strictObject({ ...page, q: text(100).optional() }),
  output: list(customerShown),
});
export const getCustomer = endpoint({
  method: "GET",
  path: "/api/customers/{id}",
  access: "member",
  summary: "One customer, masked",
  params: one,
  output: customerShown.extend({
    cases: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), state: z.string() })),
    /** Who looked at phone and address, the latest first; null for who leads nothing and administers nothing. */
    looks: z
      .array(
        z.object({
          at: instant,
          by: z.string(),
          byName: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      )
      .nullable(),
  }),
});
export const revealCustomer = endpoint({
  method: "POST",
  path: "/api/customers/{id}/reveal",
  access: "member",
  summary: "Show a customer's phone and address; who, when and why are kept",
  params: one,
  body: z.strictObject({ reason: text(500, 1) }),
  output: customerShown,
});
/** Personal data of a person are nulled in every event (PIPL art. 47); by the administrator, for good. */
export const eraseCustomer = endpoint({
  method: "POST",
  path: "/api/customers/{id}/erase",
  access: "member",
  summary: "Erase a customer's personal data, with the reason",
  params: one,
  body: z.strictObject({
    reason: text(500, 1),
    /** Why it is done although a matter is open, or the organisation's own keeping time runs. */
    force: text(500).optional(),
  }),
  output: z.object({ erased: z.number().int() }),
});
