// Erases parts: the one permitted change of the log, in one transaction, on record in every stream that it touches.
import { randomUUID } from "node:crypto";
import { type ErasedItem, type ErasureState, erasedEvent } from "#domain/erasure/erasure.ts";
import type { Change } from "#server/log/command.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { Kept } from "./keeping.ts";
import type { Part } from "./part.ts";

/** A part and what of it goes: everything, or only what names the person. */
export type Chosen = { part: Part; only: "all" | "naming"; kept?: Kept | undefined };

/** What goes from one stream. */
type Going = { seqs: Set<number>; files: Set<string> };

export type Facts = Pick<ErasureState, "why" | "reason" | "force"> & {
  /** Whom it was about, where that is a stream of its own. */
  subject?: string | null;
  /** Files that lie elsewhere and go with it. */
  imports?: number;
};

const goingOf = (chosen: readonly Chosen[]): Map<string, Going> => {
  const all = new Map<string, Going>();
  const of = (stream: string): Going => {
    const going = all.get(stream) ?? { seqs: new Set(), files: new Set() };
    all.set(stream, going);
    return going;
  };
  for (const { part, only } of chosen) {
    for (const s of part.some)
      for (const seq of only === "all" ? s.seqs : s.naming) of(s.stream).seqs.add(seq);
    const own = of(part.stream);
    for (const file of part.files) if (own.seqs.has(file.seq)) own.files.add(file.id);
  }
  for (const [stream, going] of all) if (going.seqs.size === 0) all.delete(stream);
  return all;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const itemOf = ({ part, only, kept }: Chosen): ErasedItem => {
  const gone = part.some.flatMap((s) => (only === "all" ? s.seqs : s.naming));
  const own = new Set(part.some[0] && (only === "all" ? part.some[0].seqs : part.some[0].naming));
  const files = part.files.filter((f) => own.has(f.seq)).length;
  const time = kept && {
    keep: kept.keep,
    clause: kept.clause,
    ...(kept.until ? { until: iso(kept.until) } : {}),
  };
  return {
    kind: part.kind,
    // What a duty is called may have been written by anybody; a paper's name and a kind of matter are the office's.
    name: part.kind === "duty" ? null : part.name,
    number: part.number,
    events: gone.length,
    files,
    ...time,
  };
};

const count = (all: ReadonlyMap<string, Going>, of: (g: Going) => number): number =>
  [...all.values()].reduce((sum, g) => sum + of(g), 0);

/** Answers kept under an idempotency key may carry the data; the key and the bare fact of an answer stay. */
const forgetAnswers = `update shouwen.idempotency set answer = jsonb_build_object('status', answer::jsonb -> 'status', 'body',
    jsonb_build_object('id', answer::jsonb #> '{body,id}'))::text
  where org = $1 and answer is not null
    and exists (select from unnest($2::text[]) as s(id) where position(s.id in path || answer) > 0)`;

/** The clocks of a stream may have stood under its words, so that its old rows may have no successor. */
const dropRows = "delete from shouwen.obligation where org = $1 and stream = any ($2)";

/** Which of some streams have nothing personal left. */
const bare = async (unit: Unit, streams: readonly string[]): Promise<Set<string>> => {
  const { rows } = await unit.client.query<{ stream: string }>(
    `select s.id as stream from shouwen.stream s where s.org = $1 and s.id = any ($2)
        and not exists (select from shouwen.event e where e.org = s.org and e.stream = s.id and e.private is not null)`,
    [unit.org, streams],
  );
  return new Set(rows.map((r) => r.stream));
};

/** What came of it: the receipt, and what is to be appended. */
export type Erased = { receipt: string; state: ErasureState; changes: Change[] };

/**
 * Erases inside a unit that sees every run and holds the streams.
 * @returns null where nothing personal was left in any of it
 */
export const carryOut = async (
  unit: Unit,
  by: string,
  chosen: readonly Chosen[],
  facts: Facts,
): Promise<Erased | null> => {
  const going = goingOf(chosen);
  const { subject, imports = 0, ...said } = facts;
  if (going.size === 0 && imports === 0) return null;
  const pairs = [...going].flatMap(([stream, g]) => [...g.seqs].map((seq) => [stream, seq] as const));
  const streams = [...going.keys()].sort();
  const { rows } = await unit.client.query<{ erased: number }>(
    "select shouwen.erase_private($1::uuid[], $2::integer[]) as erased",
    [pairs.map(([s]) => s), pairs.map(([, n]) => n)],
  );
  await unit.client.query(dropRows, [unit.org, streams]);
  await unit.client.query(forgetAnswers, [unit.org, streams]);
  const whole = await bare(unit, streams);
  const receipt = randomUUID();
  const changes = (await readMore(unit, streams, true)).map((history): Change => {
    const { seqs, files } = going.get(history.id) ?? { seqs: new Set(), files: new Set() };
    // Without numbers it means the whole stream: so it is erased again from an older backup.
    const part = whole.has(history.id) ? {} : { seqs: [...seqs].sort((a, b) => a - b), files: [...files] };
    const data = { reason: facts.reason, receipt, ...(subject ? { subject } : {}), ...part };
    return { stream: history.id, kind: history.kind, history, events: [{ type: erasedEvent, data }] };
  });
  const elsewhere: ErasedItem[] = [{ kind: "import", name: null, number: null, events: 0, files: imports }];
  const state: ErasureState = {
    ...said,
    at: unit.now,
    by,
    streams: streams.length,
    events: rows[0]?.erased ?? 0,
    files: count(going, (g) => g.files.size) + imports,
    items: [...chosen.map(itemOf), ...elsewhere].filter((i) => i.events + i.files > 0),
  };
  const { at: _, by: __, ...data } = state;
  const done: Change = { stream: receipt, kind: "erasure", run: 0, events: [{ type: "erasure.done", data }] };
  return { receipt, state, changes: [...changes, done] };
};
