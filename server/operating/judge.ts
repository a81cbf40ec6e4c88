// From numbers to a sentence: is it good, should somebody look, must somebody act. Pure.
import type { Health, Sign } from "#server/probe.ts";
import type { Standing } from "./signs.ts";

const second = 1000;
const minute = 60 * second;
const gigabyte = 1e9;

type Limits = { attention: number; fault: number };

/** Beyond these waits (ms) something holds the work up. A sealer rests a minute between rounds. */
const waits = {
  clocks: { attention: 15 * second, fault: 2 * minute },
  outbox: { attention: 30 * second, fault: 10 * minute },
  seals: { attention: 5 * minute, fault: 30 * minute },
} satisfies Record<string, Limits>;

const beyond = (ms: number, limits: Limits): Health => {
  if (ms > limits.fault) return "fault";
  return ms > limits.attention ? "attention" : "good";
};

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const since = (now: number, from: number | null): number => (from === null ? 0 : Math.max(0, now - from));

/** Clocks: how late the wake-ups are. */
export const clocksSign = ({ still, now, wakeAt, overdue }: Standing): Sign => {
  const lag = since(now, wakeAt);
  const health = beyond(lag, waits.clocks);
  const facts = { next: iso(wakeAt), overdue, lagSeconds: Math.round(lag / second) };
  const good = wakeAt === null ? "nothing" : "running";
  const why = health === "good" ? good : health === "fault" ? "stopped" : "behind";
  return { name: "clocks", health, why: still ? "still" : why, facts };
};

/** The outbox: what follows from events and has not been carried out. */
export const outboxSign = ({ now, outbox, outboxOldest }: Standing): Sign => {
  const health = beyond(since(now, outboxOldest), waits.outbox);
  const good = outbox === 0 ? "empty" : "moving";
  const why = health === "good" ? good : health === "fault" ? "stuck" : "slow";
  return { name: "outbox", health, why, facts: { waiting: outbox, oldest: iso(outboxOldest) } };
};

/** Seals: how long the oldest change waits for one, and whether they reach the file. */
export const sealsSign = (s: Standing): Sign => {
  const facts = { number: s.seal, at: iso(s.sealAt), published: s.published, waiting: s.unsealed };
  const health = beyond(since(s.now, s.unsealedOldest), waits.seals);
  if (health !== "good")
    return { name: "seals", health, why: health === "fault" ? "stopped" : "behind", facts };
  if (s.seal === null) return { name: "seals", health, why: "none", facts };
  const late = since(s.now, s.sealAt) > waits.seals.attention;
  if ((s.published ?? 0) < s.seal && late)
    return { name: "seals", health: "attention", why: "unpublished", facts };
  return { name: "seals", health: "good", why: "sealed", facts };
};

/**
 * The official days off of this year and the next. A year's notice comes in November of the year before, so that
 * the next one is missed from October on.
 * @param today the organisation's date, e.g. `2026-11-22`
 * @param published the years that are known
 */
export const holidaysSign = (today: string, published: readonly number[]): Sign => {
  const year = Number(today.slice(0, 4));
  const facts = { year, next: year + 1 };
  const sign = (health: Health, why: string): Sign => ({ name: "holidays", health, why, facts });
  if (!published.includes(year)) return sign("fault", "missing");
  if (published.includes(year + 1)) return sign("good", "known");
  return Number(today.slice(5, 7)) >= 10 ? sign("attention", "missingNext") : sign("good", "later");
};

/** Room on the disk of the data folder, in bytes. */
export const diskSign = (free: number, total: number): Sign => {
  const share = total > 0 ? free / total : 1;
  const facts = { free, total };
  if (free < gigabyte || share < 0.02) return { name: "disk", health: "fault", why: "full", facts };
  if (free < 5 * gigabyte || share < 0.1) return { name: "disk", health: "attention", why: "low", facts };
  return { name: "disk", health: "good", why: "room", facts };
};

/** The database: its version and size, and whether work waits for a connection. */
export const databaseSign = (facts: { version: string; size: number; waiting: number }): Sign =>
  facts.waiting > 20
    ? { name: "database", health: "attention", why: "busy", facts }
    : { name: "database", health: "good", why: "there", facts };

/** The process that answers: how long its event loop was held up at worst, in ms. */
export const processSign = (facts: {
  version: string;
  since: string;
  memory: number;
  heldUp: number;
  processes: number;
}): Sign =>
  facts.heldUp > 500
    ? { name: "process", health: "attention", why: "slow", facts }
    : { name: "process", health: "good", why: "well", facts };

/** The worst of several. */
export const worst = (signs: readonly Sign[]): Health => {
  if (signs.some((s) => s.health === "fault")) return "fault";
  return signs.some((s) => s.health === "attention") ? "attention" : "good";
};
