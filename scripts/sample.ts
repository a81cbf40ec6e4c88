/**
 * `npm run sample -- SEED`: draws running clauses of every kind of keeping over all regulations, and says how each is
 * tried. The same seed draws the same clauses, whoever asks.
 */
import { clauseId } from "../domain/regulation/file.ts";
import { statusOf } from "../domain/regulation/status.ts";
import { carried, carriedKeys } from "../server/carried.ts";

/** A clause that runs wherever its regulation is adopted, without a figure of the organisation's own. */
export type Drawn = { how: string; file: string; id: string; says: string };

const each = 20;

/** Numbers from 0 to below 1, the same for the same seed. */
export const seeded = (seed: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const c of seed) state = Math.imul(state ^ (c.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** So many of the items, each at most once, in the order in which they came. */
export const draw = <T>(items: readonly T[], count: number, chance: () => number): T[] => {
  const left = items.map((_, n) => n);
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, items.length))
    drawn.add(left.splice(Math.floor(chance() * left.length), 1)[0] ?? 0);
  return items.filter((_, n) => drawn.has(n));
};

/** Every running clause of every regulation that the product carries. */
export const runningClauses = (): Drawn[] =>
  carriedKeys().flatMap((key) => {
    const regulation = carried(key)?.regulation;
    return (regulation?.clauses ?? []).flatMap((c) =>
      regulation && statusOf(c, {}, regulation).status === "running"
        ? [{ how: c.how, file: `regulations/${key}.yaml`, id: c.id, says: c.says }]
        : [],
    );
  });

/** Twenty running clauses of each `how`, or all where fewer run. */
export const sample = (seed: string, clauses: readonly Drawn[] = runningClauses()): Drawn[] => {
  const chance = seeded(seed);
  return [...new Set(clauses.map((c) => c.how))].sort().flatMap((how) =>
    draw(
      clauses.filter((c) => c.how === how),
      each,
      chance,
    ),
  );
};

/** How a clause is tried at a terminal. */
export const trying = ({ file, id }: Drawn): string => `npm run shouwen -- prove ${file} '${id}'`;

/** The sample as a table, one part for each `how`. */
export const table = (seed: string, clauses: readonly Drawn[] = runningClauses()): string => {
  const drawn = sample(seed, clauses);
  return [...new Set(drawn.map((c) => c.how))]
    .map((how) => {
      const mine = drawn.filter((c) => c.how === how);
      const all = clauses.filter((c) => c.how === how).length;
      const rows = mine.map(
        (c) =>
          `| ${clauseId(c.file.slice("regulations/".length, -".yaml".length), c.id)} | ${c.says.replaceAll("|", "／").replace(/\s+/g, " ")} | \`${trying(c)}\` |`,
      );
      const head = [
        `## ${how}: ${mine.length} of ${all} running`,
        "",
        "| clause | says | tried by |",
        "| --- | --- | --- |",
      ];
      return [...head, ...rows].join("\n");
    })
    .join("\n\n");
};

if (import.meta.main) {
  const seed = process.argv[2] ?? "1";
  console.log(`Seed ${seed}\n\n${table(seed)}`);
}
