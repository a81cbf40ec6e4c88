// The answer after an action: the matter as it stands now, shown to who acted.
import type { CaseWhole } from "#api/case.ts";
import type { CaseState } from "#domain/case/case.ts";
import { type Actor, maySeeCustomer } from "#domain/case/may.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { mask, revealedTo } from "#server/http/disclosure.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import type { Done } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { type CustomerShown, holderNow, showCase } from "./show.ts";

type Known = { name: string | null; phone: string | null; address: string | null };
const nobody: Known = { name: null, phone: null, address: null };

const known = async (unit: Unit, id: string, done: Done | null): Promise<Known> => {
  const fresh = done?.appended.find((a) => a.opened.id === id)?.turned.after.state;
  if (fresh) return fresh as unknown as Known;
  const { rows } = await unit.client.query<Known>(
    "select name, phone, address from customer_view where org = current_setting('shouwen.org') and id = $1",
    [id],
  );
  return rows[0] ?? nobody;
};

/** The customer of a matter, masked unless the reader is close to it or revealed it before. */
export const customerOf = async (
  unit: Unit,
  s: CaseState,
  by: Actor,
  done: Done | null,
  row?: Known,
): Promise<CustomerShown> => {
  if (s.customer === null) return { id: "", ...nobody, masked: false };
  const { name, phone, address } = row ?? (await known(unit, s.customer, done));
  const departmentOf = (m: string) => memberOf(unit.directory.organisation, m)?.department ?? null;
  const close = maySeeCustomer(s, by, holderNow(unit.directory, s), departmentOf);
  const whole = { id: s.customer, name, phone, address };
  if (close || (await revealedTo(unit, s.customer, by.id))) return { ...whole, masked: false };
  return mask(whole);
};

/** The matter after the turn, for who acted. */
export const answerCase = async (done: Done, id: string, by: Actor, row?: Known): Promise<CaseWhole> => {
  const turned = done.appended.find((a) => a.opened.id === id)?.turned;
  if (!turned) throw new Error("The matter was not part of this unit of work.");
  const acting = { member: by.id };
  const standing = await standingIn(done.unit, id, turned.events, turned.after, acting);
  const customer = await customerOf(done.unit, standing.state, by, done, row);
  return showCase(done.unit.directory, standing, by, customer);
};
