// Rows of the one list of papers, folded from whatever stream they live on.
import type { PaperState, Papers } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { statusOf, turnOf } from "#domain/paper/standing.ts";
import type { PaperField } from "#domain/regulation/file/paper.ts";
import { recordTerms } from "#domain/search/case.ts";
import type { Facts } from "#domain/stream/event.ts";
import { pinyin } from "#server/china/pinyin.ts";
import type { Turned } from "#server/log/world.ts";

/** The stream on which papers live, as their rows tell of it. */
export type PaperHost = {
  host: "case" | "duty" | "paper";
  /** How people know it: a matter's number and title; null where the papers' own fields must do. */
  title: string | null;
  papers: Papers;
  running: readonly RunningPaper[];
  matter: Facts | null;
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** The words of a paper's own fields, in their order. */
const wordsOf = (fields: readonly PaperField[], s: PaperState): string[] =>
  fields.flatMap((f) => {
    const value = s.fields[f.field];
    if (typeof value === "string" && value.trim() !== "") return [value];
    return Array.isArray(value) ? value.map(String) : [];
  });

const titleOf = (words: readonly string[]): string => {
  const text = words.slice(0, 3).join(" ").replaceAll(/\s+/g, " ");
  return [...text].slice(0, 60).join("");
};

const turnIn = (running: RunningPaper, s: PaperState, matter: Facts | null): string | null => {
  const step = turnOf(running, s, matter);
  if (!step) return null;
  return step.by === "customer" ? step.by : `${running.regulation}/${step.by}`;
};

/** One row a paper that somebody touched; all of them with each turn, since a matter's own fields show in them. */
export const paperRows = (t: Turned<Facts>, h: PaperHost): Record<string, unknown>[] =>
  h.running.flatMap((running) => {
    const s = h.papers[running.paper.key];
    if (!s) return [];
    const { fields } = running.paper;
    const words = wordsOf(fields, s);
    // A telephone is found under its figures, but stands in no list.
    const shown = fields.filter((f) => f.type !== "phone");
    const title = h.title ?? titleOf(wordsOf(shown, s));
    const first = [s, ...s.former].find((x) => x.filledAt !== null);
    const numbers = [s, ...s.former].flatMap((x) => x.number ?? []);
    return [
      {
        org: t.directory.org,
        stream: t.id,
        paper: running.paper.key,
        run: t.run,
        host: h.host,
        regulation: running.regulation,
        clause: running.clause,
        name: running.paper.name,
        form: running.paper.form ?? "form",
        number: s.number,
        state: statusOf(running, s, h.matter),
        title,
        turn: turnIn(running, s, h.matter),
        filled_at: iso(first?.filledAt ?? t.events[0]?.at ?? 0),
        filled_by: first?.filledBy ?? t.events[0]?.by ?? "",
        terms: recordTerms(
          { names: [], titles: [running.paper.name, title], texts: [...numbers, ...words] },
          pinyin,
        ),
      },
    ];
  });
