// Who is signed in, where, and what they may do.
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { getMe } from "#api/member.ts";
import { call } from "./call.ts";
import { setClock } from "./clock.ts";
import { setZone } from "./time.ts";

export type Me = z.infer<typeof getMe.output>;

export async function askMe(): Promise<Me> {
  const me = await call(getMe);
  setZone(me.organisation.timeZone);
  setClock(me.now, me.organisation.rehearsal);
  return me;
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: askMe,
  staleTime: Number.POSITIVE_INFINITY,
});
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const mayRegister = (me: Me): boolean => me.may.includes("case.register");
export const hasDepartment = (me: Me): boolean => me.member.department !== null;
export const mayEditRegulation = (me: Me): boolean => me.may.includes("regulation.edit");
export const mayEditRoles = (me: Me): boolean => me.may.includes("role.edit");
export const mayMoveClock = (me: Me): boolean => me.may.includes("rehearsal.move");
export const mayImport = (me: Me): boolean => me.may.includes("import");
/** Administrators; auditors too, who are shown less. */
export const mayReadHealth = (me: Me): boolean =>
  me.may.includes("health.read") || me.may.includes("audit.read");
export const mayEditStaff = (me: Me): boolean => me.may.includes("staff.edit");
export const mayEditOffice = (me: Me): boolean => me.may.includes("office.edit");
export const mayEditDelivery = (me: Me): boolean => me.may.includes("delivery.edit");
/** Auditors see what went out and change nothing. */
export const mayReadDelivery = (me: Me): boolean => mayEditDelivery(me) || me.may.includes("audit.read");
/** Administrators; auditors too, for the audit bundle. */
export const mayBackUp = (me: Me): boolean => me.may.includes("backup") || me.may.includes("audit.read");
export const mayErase = (me: Me): boolean => me.may.includes("erase");
/** Who sets keeping times, and who as a rule decides on destruction. */
export const maySeeKeeping = (me: Me): boolean => mayErase(me) || me.may.includes("organisation.lead");
