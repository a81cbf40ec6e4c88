// What a matter is registered with: the form's fields and who brings it.
import { z } from "zod";
import { amount, channel, id, instant, kind, severity, someone, text } from "./words.ts";

export const title = text(200, 1);
export const description = text(20_000);
const long = text(20_000);

export const against = z.union([
  z.strictObject({ department: text(80, 1) }),
  z.strictObject({ member: someone }),
]);
export const customerGiven = z.union([
  z.strictObject({ id }),
  z.strictObject({ name: text(100).optional(), phone: text(40).optional(), address: text(300).optional() }),
]);

/** Label fields that the regulations in force define: field → one of its values. */
export const labels = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/), text(80, 1));

/** Fields of the form that a matter may be registered or amended with. */
export const form = {
  occurredAt: instant.optional(),
  wantedBy: instant.optional(),
  place: text(300).optional(),
  demand: long.optional(),
  amount: amount.optional(),
  against: against.optional(),
  labels: labels.optional(),
};

export const registration = z.strictObject({
  kind,
  severity: severity.optional(),
  title,
  description,
  channel,
  customer: customerGiven,
  receivedAt: instant.optional(),
  lateReason: text(1000).optional(),
  ...form,
});
export type Registration = z.infer<typeof registration>;
