// A request told act by act in tests, in a small office; what the log would do is done here.
import { type Member, type OrganisationState, organisationKind } from "#domain/organisation/organisation.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { replay } from "#domain/stream/event.ts";
import { always, at } from "#domain/time/testing/calendars.ts";
import { approvalKind } from "../approval.ts";
import { askFor } from "../ask.ts";
import type { Chain } from "../chain.ts";
import { type ApprovalAct, decideApproval } from "../decide.ts";
import { expiry, statusAt } from "../due.ts";
import { currentStep } from "../stage.ts";
import type { ApprovalState } from "../state.ts";

const member = (id: string, posts: string[]): Member => ({
  id,
  name: id,
  username: id,
  posts,
  department: null,
});

/** Clerk asks; one person for each post, `both` holds two, `head` leads. */
export const office: OrganisationState = {
  ...organisationKind.initial,
  posts: ["clerk", "sales", "finance", "law", "vice", "head", "left"].map((key) => ({
    key,
    name: key,
    grants: [],
  })),
  members: [
    member("Clerk", ["clerk"]),
    member("Sales", ["sales"]),
    member("Finance", ["finance"]),
    member("Law", ["law"]),
    member("Vice", ["vice"]),
    member("Head", ["head"]),
    member("Helper", ["clerk"]),
  ],
  head: "head",
  roles: {},
};

type More = Partial<Pick<Chain, "within" | "cc">>;
const step = (roles: readonly string[], all: boolean) => ({
  of: roles.map((r) => [r]),
  all,
  roles: roles.map((r) => `text/${r}`),
});
export const inTurn = (roles: readonly string[], more: More = {}): Chain => ({
  steps: roles.map((r) => step([r], false)),
  within: null,
  cc: [],
  ...more,
});
export const together = (roles: readonly string[], all = true, more: More = {}): Chain => ({
  steps: [step(roles, all)],
  within: null,
  cc: [],
  ...more,
});

/** The office with each role of the text mapped to the post of its name. */
export const mapped = (o: OrganisationState): OrganisationState => ({
  ...o,
  roles: { ...Object.fromEntries(o.posts.map((p) => [`text/${p.key}`, [p.key]])), ...o.roles },
});

/** One request and its history so far. */
export class Request {
  readonly events: StreamEvent[] = [];
  o: OrganisationState;
  now = at("2026-11-18 10:00");

  constructor(chain: Chain, asker = "Clerk", o: OrganisationState = office) {
    this.o = mapped(o);
    const person = this.o.members.find((m) => m.id === asker);
    if (!person) throw new Error(`Nobody is called ${asker}`);
    const request = { case: "c", number: "1", action: "settle", input: { amount: 1000 }, clause: "text/1" };
    const asked = askFor(this.o, person, this.now, { ...request, chain });
    this.push(asked.type, asked.data, asker);
  }

  get state(): ApprovalState {
    return replay(approvalKind, this.events);
  }

  /** The state that everybody is shown now. */
  get status(): string {
    return statusAt(this.state, always, this.now);
  }

  get step(): number | null {
    return currentStep(this.state.stages);
  }

  /** Somebody does something; "done", or the code of the refusal. */
  does(by: string, act: ApprovalAct): string {
    const decision = decideApproval(this.state, act, { o: this.o, calendar: always, now: this.now, by });
    if ("refused" in decision) return decision.refused.code;
    for (const e of decision.accepted) this.push(e.type, e.data, e.by ?? by);
    return "done";
  }

  grants(...who: string[]): string[] {
    return who.map((by) => this.does(by, { act: "approve" }));
  }

  /** Time passes; the clock writes what is over. */
  waits(until: string): this {
    this.now = Math.max(this.now, at(until));
    const over = expiry(this.state, always, this.now);
    if (over) this.push(over.type, over.data, "clock");
    return this;
  }

  private push(type: string, data: Facts, by: string): void {
    const kept = JSON.parse(JSON.stringify(data)) as Facts;
    this.events.push({
      seq: this.events.length + 1,
      type,
      at: this.now,
      recordedAt: this.now,
      by,
      data: kept,
    });
  }
}
