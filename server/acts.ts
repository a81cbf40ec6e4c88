// What histories tell, decided by the nouns themselves: the same decisions that HTTP takes.
import { actionInputs } from "#api/action.ts";
import { registration } from "#api/registration.ts";
import { decideDuty } from "#domain/duty/decide.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { type Facts, refuse } from "#domain/stream/event.ts";
import { settleApproval } from "./approval/decide.ts";
import { actOn, isAction } from "./case/act.ts";
import { actOnPaper } from "./case/paper/act.ts";
import { register } from "./case/register.ts";
import { acting } from "./duty/papers.ts";
import { standingIn } from "./duty/show.ts";
import type { Acts } from "./organisation/history/acts.ts";
import { actOn as actOnAlone, open } from "./paper/alone/act.ts";

/** A body as the contract takes it. */
const bodyOf = (action: string, body: Facts): Facts =>
  isAction(action) ? (actionInputs[action].parse(body) as Facts) : body;

export const acts: Acts = {
  register: (world, unit, me, body) =>
    register(world, unit, { org: unit.org, member: me }, registration.parse(body)),
  act: (unit, seen, me, { id, action, body }) =>
    actOn(unit, seen(id), { id, action, body: bodyOf(action, body), me, version: null }),
  paper: (unit, seen, me, on) => {
    const host = seen(on.id);
    if (host?.kind === "paper") return actOnAlone(unit, host, me, on.command, null);
    if (host?.kind === "duty") return acting(on, on.command, me).decide(unit, seen);
    return actOnPaper(unit, host, { ...on, me, version: null });
  },
  open,
  answer: (unit, seen, me, on) => settleApproval(unit, seen, { ...on, me }),
  done: (unit, seen, me, { id, text }) => {
    const duty = seen(id);
    const member = memberOf(unit.directory.organisation, me);
    if (duty?.kind !== "duty" || !member) return refuse("unknown", "duty-unknown");
    const standing = standingIn(unit, duty.history.events, duty.derived);
    const decision = decideDuty(standing, { action: "done", text, by: member });
    if ("refused" in decision) return decision;
    return { changes: [{ stream: id, kind: "duty", events: decision.accepted }], answer: () => null };
  },
};
