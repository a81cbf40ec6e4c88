// How a member is reached outside the house.
import type { Member } from "#domain/organisation/organisation.ts";

export type Contact = { email: string | null; mobile: string | null };

/** @returns the mail address, and the mobile number as a robot calls it: digits without the country's code */
export const contactOf = (member: Member | undefined): Contact => {
  if (!member || member.left) return { email: null, mobile: null };
  const digits = (member.phone ?? "").replace(/^\+?86/, "").replace(/\D/g, "");
  return { email: member.email || null, mobile: /^1\d{10}$/.test(digits) ? digits : null };
};
