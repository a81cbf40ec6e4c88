// How an approval begins: what is asked, of whom in which order, and what the asker's own posts cover already.
import type { Member, OrganisationState } from "#domain/organisation/organisation.ts";
import type { Facts, NewEvent } from "#domain/stream/event.ts";
import type { Chain } from "./chain.ts";
import { foreseen } from "./decide.ts";
import { askersPlaces, authorityOf, nextUp, postsAsked } from "./office.ts";
import { initial } from "./state.ts";

export type Request = {
  case: string;
  number: string;
  action: string;
  /** Frozen: what is granted is this, whatever becomes of the matter meanwhile. */
  input: Facts;
  clause: string;
  chain: Chain;
};

/** The first event of an approval's stream. */
export const askFor = (o: OrganisationState, asker: Member, now: number, request: Request): NewEvent => {
  const asked = (data: Facts) => foreseen(initial, "approval.asked", data, asker.id, now);
  const given = askersPlaces(asked({ ...request }), authorityOf(o, asker, request.chain));
  const data = { ...request, ...(given.length > 0 ? { given } : {}) };
  const s = asked(data);
  return {
    type: "approval.asked",
    data: { ...data, waitsFor: postsAsked(o, s), tells: nextUp(o, s, now) },
  };
};
