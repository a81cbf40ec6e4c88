// The scenarios bite: whatever a clause says is changed a little, its own scenario no longer holds.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import type { Gate, Point, Rule, Within } from "#domain/regulation/file/rule.ts";
import type { Clause, Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { vocabularyOf } from "#domain/regulation/vocabularies.ts";
import { parseLength, writeLength } from "#domain/time/length.ts";
import { playable, prove } from "./play.ts";

const folder = new URL("../../regulations/", import.meta.url);
const regulations = readdirSync(folder)
  .filter((f) => f.endsWith(".yaml"))
  .flatMap((f) => {
    const read = readRegulation(readFileSync(new URL(f, folder), "utf8"));
    return "regulation" in read ? [read.regulation] : [];
  });

/** The regulation with one clause changed. */
const changed = (r: Regulation, clause: Clause): Regulation => ({
  ...r,
  clauses: r.clauses.map((c) => (c.id === clause.id ? clause : c)),
});
/** The ways in which one thing of a clause may be changed; none where the clause has no such thing. */
type Change = (clause: Clause) => readonly Clause[];
/** The clauses whose scenario holds although they were changed, and how many were. */
const survivors = (change: Change): string[] => {
  let tried = 0;
  const found = regulations.flatMap((r) =>
    r.clauses.filter(playable).flatMap((c) => {
      const others = change(c);
      tried += others.length;
      return others.flatMap((o, n) =>
        prove(changed(r, o), c.id).proved ? [`${r.regulation}/${c.id} ${n}`] : [],
      );
    }),
  );
  assert.ok(tried > 0, "no clause fits");
  return found;
};
/** The list without each of its items in turn. */
const withoutEach = <T>(list: readonly T[]): T[][] => list.map((_, n) => list.filter((_, i) => i !== n));

const doubled = (words: string): string => {
  const length = parseLength(words);
  if (!length || ["at once", "promptly"].includes(length.unit)) return "50 days";
  return length.unit === "same day" ? "2 days" : writeLength({ ...length, count: length.count * 2 });
};
const later = (point: Point): Within => {
  if (typeof point.opening === "string") return { ...point, opening: doubled(point.opening) };
  if (point.time !== undefined) return { ...point, time: point.time === "23:59" ? "23:58" : "23:59" };
  if (point.day !== undefined)
    return { ...point, day: point.day === "last" ? 27 : Math.min(28, point.day * 2) };
  if (point.workingDay !== undefined) return { ...point, workingDay: point.workingDay * 2 };
  if (point.weekday !== undefined) return { ...point, weekday: point.weekday === 1 ? 2 : point.weekday - 1 };
  return { time: "23:59" };
};
/** Twice the time; for a rule without one, some. */
const within = (rule: Rule, blank: string | undefined): Within => {
  const { within: w } = rule;
  if (w === undefined) return "1 hour";
  if (typeof w === "string")
    return doubled(blank && ["unset", "at once", "promptly"].includes(w) ? blank : w);
  // Neither the matter's own term any more nor the figure beside it.
  return "field" in w ? doubled(w.else) : later(w);
};

test("a rule with twice the time", () => {
  const change: Change = (c) =>
    c.rule ? [{ ...c, rule: { ...c.rule, within: within(c.rule, c.proof?.blanks?.[c.id]) } }] : [];
  assert.deepEqual(survivors(change), []);
});

/** A gate on acts that the product has. */
const gateOf = (c: Clause): Gate | null =>
  c.gate && [c.gate.do].flat().every((a) => vocabularyOf(a)?.waiting === undefined) ? c.gate : null;

test("a gate without one of its needs, whichever it is", () => {
  const change: Change = (c) => {
    const gate = gateOf(c);
    return gate ? withoutEach(gate.need ?? []).map((need) => ({ ...c, gate: { ...gate, need } })) : [];
  };
  assert.deepEqual(survivors(change), []);
});

test("a gate that forbids no more", () => {
  const change: Change = (c) => {
    const gate = gateOf(c);
    return gate?.never ? [{ ...c, gate: { do: gate.do, need: [] } }] : [];
  };
  assert.deepEqual(survivors(change), []);
});

test("a paper of which a needed field may be left blank, whichever it is", () => {
  const change: Change = (c) => {
    const { paper } = c;
    if (!paper) return [];
    const needed = paper.fields.filter((f) => !f.optional && f.field in (c.proof?.fill ?? {}));
    return needed.map((field) => {
      const fields = paper.fields.map((f) => (f === field ? { ...f, optional: true as const } : f));
      return { ...c, paper: { ...paper, fields } };
    });
  };
  assert.deepEqual(survivors(change), []);
});

test("a paper without one of its signatures, whichever it is", () => {
  const change: Change = (c) => {
    const { paper } = c;
    if (!paper?.sign) return [];
    // A signature that the scenario's own figures do not ask for is not missed.
    const asked = paper.sign.filter((s) => c.proof?.sign?.includes(s.step));
    return asked.map((step) => ({
      ...c,
      paper: { ...paper, sign: (paper.sign ?? []).filter((s) => s !== step) },
    }));
  };
  assert.deepEqual(survivors(change), []);
});

test("a situation whose words are taken away", () => {
  const change: Change = (c) => {
    if (!c.words) return [];
    const { situation, at, when, while: on } = c.words;
    return [
      { ...c, words: { situation, ...(at && { at }), ...(when && { when }), ...(on && { while: on }) } },
    ];
  };
  assert.deepEqual(survivors(change), []);
});

test("a situation that is another", () => {
  const change: Change = (c) =>
    c.words && c.proof?.shows ? [{ ...c, words: { ...c.words, at: [], when: "case.withdrawn" } }] : [];
  assert.deepEqual(survivors(change), []);
});

test("a vocabulary of its own with other values, a tally of something else", () => {
  const kinds: Change = (c) =>
    c.kinds && !Object.hasOwn(caseVocabulary.state, c.kinds.field)
      ? [{ ...c, kinds: { ...c.kinds, labels: { otherwise: "另外" } } }]
      : [];
  assert.deepEqual(survivors(kinds), []);
  const tally: Change = (c) => (c.tally ? [{ ...c, tally: { ...c.tally, of: "case.withdrawn" } }] : []);
  assert.deepEqual(survivors(tally), []);
});
