// A matter or a paper that stands alone as a history tells it: how it begins, and the steps it went.
import { asText, type Facts } from "#domain/stream/event.ts";
import type { MatterTold, PaperTold, Step } from "./file.ts";
import { carry } from "./past.ts";
import { memberAs, type Telling, tellSteps } from "./steps.ts";
import { instantOf, valueAt } from "./when.ts";

const form = [
  ...["kind", "severity", "channel", "title", "description", "place", "demand", "amount", "against"],
  ...["occurredAt", "wantedBy", "labels"],
];

/** Customer's name → id, as they were founded; a firm is also known by what stands before its brackets. */
export type Known = ReadonlyMap<string, string>;

/** Fills `{word}` with what the matter says. */
const filled = (value: unknown, words: Facts): unknown => {
  if (typeof value === "string")
    return value.replace(/\{([a-z0-9]+)\}/g, (_, word: string) => {
      const said = asText(words[word]);
      if (said === null) throw new Error(`The way asks for {${word}}.`);
      return said;
    });
  if (Array.isArray(value)) return value.map((v) => filled(v, words));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, words)]));
};

/** The steps that a matter went: its way as far as it was gone, then its own. */
const stepsOf = (m: MatterTold, ways: Readonly<Record<string, readonly Step[]>>): Step[] => {
  const way = m.way === undefined ? [] : ways[m.way];
  if (!way) throw new Error(`There is no way ${m.way}.`);
  const gone = way.slice(0, m.stop ?? way.length);
  return [...gone, ...m.steps].map((s) => filled(s, m) as Step);
};

const customerOf = (m: MatterTold, known: Known): Facts => {
  if (m.customer === undefined) return {};
  if (typeof m.customer !== "string") return m.customer;
  const id = known.get(m.customer);
  if (id === undefined) throw new Error(`There is no customer ${m.customer}.`);
  return { id };
};

/**
 * Tells one matter.
 * @returns what was refused, in words; nothing where all went as told
 */
export const tellMatter = async (
  t: Telling,
  m: MatterTold,
  ways: Readonly<Record<string, readonly Step[]>>,
  known: Known,
): Promise<string[]> => {
  const { calendar } = t.past.unit.directory;
  const at = instantOf(calendar, m, t.now, null);
  if (at > t.now) return [];
  const given = Object.fromEntries(form.flatMap((f) => (m[f] === undefined ? [] : [[f, m[f]]])));
  const body = { ...(valueAt(calendar, given, at) as Facts), customer: customerOf(m, known) };
  const me = memberAs(t, m.by);
  const refused = await carry(t.past, at, me, (unit) => t.acts.register(t.past.world, unit, me, body));
  if (refused) return [`${m.title}: register: ${refused.code} ${refused.field ?? ""}`];
  const id = [...t.past.streams.values()].find((s) => s.kind === "case")?.id ?? "";
  const faults = await tellSteps(t, { id, kind: "case", by: me }, stepsOf(m, ways), at);
  return faults.map((f) => `${m.title}: ${f}`);
};

/** Tells one paper that stands alone. */
export const tellPaper = async (t: Telling, p: PaperTold): Promise<string[]> => {
  const { calendar } = t.past.unit.directory;
  const at = instantOf(calendar, p, t.now, null);
  if (at > t.now) return [];
  const me = memberAs(t, p.by);
  const asked = { paper: p.paper, fields: valueAt(calendar, p.fields, at) as Facts };
  const refused = await carry(t.past, at, me, (unit) => t.acts.open(unit, me, asked));
  if (refused) return [`${p.paper}: ${refused.code} ${refused.field ?? ""} ${refused.clause ?? ""}`];
  const id = [...t.past.streams.keys()][0] ?? "";
  const steps = p.steps.map((s) => withPaper(s, p.paper));
  const faults = await tellSteps(t, { id, kind: "paper", by: me }, steps, at);
  return faults.map((f) => `${p.paper}: ${f}`);
};

/** Steps of a paper that stands alone need not name it. */
const withPaper = (step: Step, paper: string): Step =>
  Object.fromEntries(
    Object.entries(step).map(([k, v]) => [k, typeof v === "object" && v !== null ? { paper, ...v } : v]),
  ) as Step;
