// Until when parts are kept, and why one of them cannot be erased.
import type { PersonLine } from "#api/erasure.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { type HoldState, holdKind } from "#domain/retention/hold.ts";
import { keptUntil } from "#domain/retention/keep.ts";
import {
  type Keeping,
  keepingOf,
  ownKeeping,
  type RetentionSettings,
  retentionOf,
} from "#domain/retention/settings.ts";
import { type Refusal, refuse, replay } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { readAll } from "#server/log/read.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Part, placeOf } from "./part.ts";

/** How long one part is kept; `until` null: for ever, or not counted yet. */
export type Kept = Keeping & { since: number | null; until: number | null };

const ownThing = (p: Part): string | null => {
  if (p.host === "case") return `matter:${p.name}`;
  return p.host === "duty" || p.host === "customer" ? p.host : null;
};

const own = (s: RetentionSettings, p: Part): Keeping | null => {
  if (p.paper !== null) return p.running && keepingOf(s, p.running);
  const thing = ownThing(p);
  return thing === null ? null : ownKeeping(s, thing);
};

const counted = (unit: Unit, keeping: Keeping, since: number | null): Kept => ({
  ...keeping,
  since,
  until: since === null ? null : keptUntil(since, keeping.keep, unit.directory.calendar),
});

const longer = (a: Kept, b: Kept): Kept =>
  (b.until ?? Number.POSITIVE_INFINITY) > (a.until ?? Number.POSITIVE_INFINITY) ? b : a;

/**
 * How long each part is kept. A matter whose words stand in a paper of its own is kept as long as that paper.
 * @returns by place; a part without a length is left out
 */
export const keptOf = (unit: Unit, parts: readonly Part[]): Map<string, Kept> => {
  const s = retentionOf(unit.directory.organisation);
  const found = new Map<string, Kept>();
  for (const p of parts) {
    const keeping = own(s, p);
    if (keeping) found.set(placeOf(p), counted(unit, keeping, p.since));
  }
  for (const p of parts.filter((x) => x.paper !== null && !x.standsAlone)) {
    const [paper, host] = [found.get(placeOf(p)), placeOf({ stream: p.stream, paper: null })];
    const before = found.get(host);
    if (paper) found.set(host, before ? longer(before, paper) : paper);
  }
  return found;
};

export type StandingHold = HoldState & { id: string };

/** Holds that nobody has lifted, the latest first. */
export const holdsNow = async (unit: Unit): Promise<StandingHold[]> =>
  (await readAll(unit.client, unit.org, ["hold"]))
    .map((h) => ({ ...replay(holdKind, h.events), id: h.id }))
    .filter((h) => h.lifted === null)
    .sort((a, b) => b.at - a.at);

/** Is it held back: itself, or the whole of its stream, or, of a matter, one of its papers. */
export const isHeld = (holds: readonly HoldState[], p: { stream: string; paper: string | null }): boolean =>
  holds.some((h) => h.stream === p.stream && (h.paper === null || p.paper === null || h.paper === p.paper));

export type Block = {
  code: NonNullable<PersonLine["block"]>["code"];
  refusal: Refusal;
  until: number | null;
  forcible: boolean;
};

const kept = (unit: Unit, k: Kept): Block => {
  const { calendar } = unit.directory;
  const date = k.until === null ? "" : localDate(calendar, k.until - 1);
  const on = k.until === null;
  const code = k.clause ? (on ? "erase-kept-on" : "erase-kept") : on ? "erase-own-keep-on" : "erase-own-keep";
  const { refused } = refuse("rule", code, { ...(k.clause ? { clause: k.clause } : {}), values: { date } });
  return { code, refusal: refused, until: k.until, forcible: !k.clause };
};

const plain = (code: Block["code"], forcible: boolean): Block => ({
  code,
  refusal: refuse("rule", code).refused,
  until: null,
  forcible,
});

/** Why a part cannot be erased now: what no force overcomes comes first; null where nothing stands against it. */
export const blockOf = (
  unit: Unit,
  p: Part,
  k: Kept | undefined,
  holds: readonly HoldState[],
): Block | null => {
  if (isHeld(holds, p)) return plain("erase-held", false);
  if (p.host === "staff" && p.open) return plain("erase-staff-here", false);
  const runs = k !== undefined && (k.until === null || k.until > unit.now);
  if (runs && k.clause) return kept(unit, k);
  // A duty is everybody's; only what somebody brought waits until it is dealt with.
  if (p.open && p.host !== "duty") return plain("erase-open", true);
  return runs ? kept(unit, k) : null;
};

/** Who decides on destruction: the post that the organisation named, else its head; and every administrator. */
export const mayDestroy = (
  o: OrganisationState,
  member: { posts: readonly string[] },
  grants: readonly string[],
) => grants.includes("admin") || member.posts.includes(retentionOf(o).post ?? o.head);
