// `node bench/words.ts`: how well set phrases are found, and how quietly; writes its part of bench/RESULTS.md.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { type Finding, phraseFinder } from "#domain/words/find.ts";
import { simplified } from "#server/china/simplified.ts";
import type { Part } from "./part.ts";

const root = join(import.meta.dirname, "..");
/** Read where they lie, never copied: their owners stated no licence. */
const data = join(root, "../shared/data");

type Find = (text: string) => Finding[];
type Published = { kind: string; phrase: string };

const table = <T>(name: string): T[] =>
  parse(readFileSync(join(data, name), "utf8"), { columns: true, bom: true }) as T[];

const regulations = (): Regulation[] =>
  readdirSync(join(root, "regulations")).flatMap((name) => {
    const read = readRegulation(readFileSync(join(root, "regulations", name), "utf8"));
    return "regulation" in read ? [read.regulation] : [];
  });

/** A regulation that forbids phrases and does nothing else. */
const forbidding = (phrases: readonly string[]): Regulation => ({
  regulation: "list",
  title: "",
  roles: {},
  clauses: phrases.map((phrase, n) => ({
    id: String(n),
    at: "",
    says: "",
    how: "prompt",
    words: { situation: "", at: ["phone"], forbidden: [phrase] },
  })),
});

type Turn = { role: string; text: string };
const agentTurns = (): string[] =>
  readdirSync(data)
    .filter((name) => name.startsWith("zh-dialogues-"))
    .flatMap((name) => readFileSync(join(data, name), "utf8").split("\n").filter(Boolean))
    .flatMap((line) => (JSON.parse(line) as { turns: Turn[] }).turns)
    .flatMap(({ role, text }) => (role === "agent" ? [text] : []));

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
/** How a phrase comes to stand in what is written. */
const ways: Record<string, (phrase: string) => string> = {
  "as it is": (p) => p,
  "after a greeting": (p) => `您好。${p}`,
  "in a report": (p) => `下午住户来电，已答复：${p}\n请领导阅示。`,
  "blanks between characters": (p) => Array.from(p).join(" "),
  "full width": wide,
  "without punctuation at its end": (p) => p.replace(/[。，？?]+$/u, ""),
};
/** The same phrase as customers' words, or inside a longer sentence about them: nobody's fault. */
const quoted: Record<string, (phrase: string) => string> = {
  "customer quoted": (p) => `客户说：“${p}”，已登记。`,
  "colleague quoted": (p) => `经查，前台当时说“${p}”，已批评教育。`,
  "named to forbid it": (p) => `培训要求：不得说“${p}”。`,
};

const hit = (find: Find, phrase: string, text: string): boolean =>
  find(text).some((f) => f.phrase === phrase || f.phrase.includes(phrase) || phrase.includes(f.phrase));
const share = (n: number, of: number): string => (of === 0 ? "–" : `${((100 * n) / of).toFixed(1)} %`);
const letters = (text: string): string => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

const rowsOf = (find: Find, phrases: readonly string[], how: typeof ways): string[] =>
  Object.entries(how).map(([name, write]) => {
    const found = phrases.filter((p) => hit(find, p, write(p))).length;
    return `| ${name} | ${found} of ${phrases.length} | ${share(found, phrases.length)} |`;
  });

const quietness = (find: Find, texts: readonly string[], phrases: readonly string[]) => {
  const plain = phrases.map(letters);
  const held = texts.filter((text) => plain.some((p) => letters(text).includes(p))).length;
  const flagged = texts.filter((text) => find(text).length > 0).length;
  return { held, flagged, rate: ((1000 * flagged) / texts.length).toFixed(1), n: texts.length };
};

/** Milliseconds for 200 phrases in a text of 500 characters. */
const speed = (phrases: readonly string[], text: string): number => {
  const find = phraseFinder([
    forbidding(Array.from({ length: 200 }, (_, i) => phrases[i % phrases.length]!)),
  ]);
  for (let i = 0; i < 300; i++) find(text);
  const from = performance.now();
  for (let i = 0; i < 1000; i++) find(text);
  return (performance.now() - from) / 1000;
};

/** The part of the results, or null where the data are not there. */
const phraseFigures = (): string | null => {
  if (!existsSync(data)) return null;
  const adopted = regulations();
  const own = [...new Set(adopted.flatMap((r) => r.clauses.flatMap((c) => c.words?.forbidden ?? [])))];
  const published = table<Published>("zh-service-phrases.csv");
  const bad = [...new Set(published.filter((p) => p.kind === "forbidden").map((p) => p.phrase))];
  const good = published.filter((p) => p.kind === "required").map((p) => p.phrase);
  const list = [...new Set([...own, ...bad])];
  const find = phraseFinder(adopted, simplified);
  const findAll: Find = phraseFinder([forbidding(list)], simplified);
  const turns = agentTurns();
  const replies = table<{ reply: string }>("zh-citizen-messages-replied.csv").map((r) => r.reply);
  const [asAdopted, asListed] = [quietness(find, turns, own), quietness(findAll, turns, list)];
  // A letter is no online talk: phrases for chats do not count there.
  const letter = quietness((text) => find(text, { facts: { channel: "letter" } }), replies, own);
  const right = list.filter((p) => hit(findAll, p, `您好。${p}`)).length;
  const wrong = good.filter((p) => findAll(p).length > 0).length + asListed.flagged;
  const text = replies.join("").replace(/\s/g, "").slice(0, 500);
  return `${adopted.length} regulations forbid ${own.length} phrases; with the ${bad.length} of published norms ${list.length}. Written by \`node bench/words.ts\`.

| phrases put into a text | found | recall |
| --- | --- | --- |
${rowsOf(findAll, list, ways).join("\n")}

| not the writer's own words | found | wrongly |
| --- | --- | --- |
${rowsOf(findAll, list, quoted).join("\n")}

| harmless texts | hold the characters of a phrase | found | per 1,000 |
| --- | --- | --- | --- |
| ${good.length} phrases that norms demand, both lists | – | ${good.filter((p) => findAll(p).length > 0).length} | – |
| ${asAdopted.n} agent turns, the regulations' phrases | ${asAdopted.held} | ${asAdopted.flagged} | ${asAdopted.rate} |
| ${asListed.n} agent turns, both lists | ${asListed.held} | ${asListed.flagged} | ${asListed.rate} |
| ${letter.n} offices' replies to citizens, as letters, the regulations' phrases | ${letter.held} | ${letter.flagged} | ${letter.rate} |

Precision, counting every find in an agent turn as wrong: **${share(right, right + wrong)}**. Read one by one, each of these turns does hold
a listed phrase as an utterance of its own; but the rules were shaped with these texts in view. 200 phrases in 500 characters take ${speed(list, text).toFixed(2)} ms.
`;
};

const run = async (): Promise<string> => {
  const text = phraseFigures();
  if (text === null) throw new Error(`There are no data in ${data}.`);
  return text;
};

export const part: Part = { title: "Set phrases in what staff write", run };
