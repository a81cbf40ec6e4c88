// Changes one part of a regulation's text and leaves all the rest as it was written.
import {
  Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";

/** A clause as its file writes it, not checked yet. */
export type RawClause = Readonly<Record<string, unknown>>;
export type Written = {
  clauses: RawClause[];
  /** Where each clause begins and ends in the text. */
  places: { from: number; to: number }[];
};

const options = { version: "1.2", schema: "core", prettyErrors: false, uniqueKeys: false } as const;
const widest = 108;
/** The order in which a clause's parts stand. */
const order = ["id", "at", "how", "says", "reading"];

const clausesOf = (doc: Document.Parsed) => {
  const clauses = isMap(doc.contents) ? doc.contents.get("clauses", true) : undefined;
  return isSeq(clauses) ? clauses.items.filter(isMap) : [];
};

/** The clauses of a text, or null while it is no YAML. */
export function writtenIn(text: string): Written | null {
  const doc = parseDocument(text, options);
  if (doc.errors.length > 0) return null;
  const nodes = clausesOf(doc);
  return {
    clauses: nodes.map((node) => node.toJS(doc) as RawClause),
    places: nodes.map((node) => ({ from: node.range?.[0] ?? 0, to: node.range?.[1] ?? 0 })),
  };
}

/** Each value in one line, whatever it holds: a block under a key would have to know how deep it stands. */
const inOneLine = {
  lineWidth: 0,
  blockQuote: false,
  singleQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

const flow = (value: unknown): string => {
  const doc = new Document(undefined, options);
  doc.contents = doc.createNode(value, { flow: true }) as never;
  // Only the line's end: a wide space (U+3000) at the end belongs to the value.
  return doc.toString(inOneLine).replace(/\n$/, "");
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A key and what stands behind it: in one line where it fits, else one line for each part. */
export function entryText(key: string, value: unknown, indent: number): string {
  const line = `${flow(key)}: ${flow(value)}`;
  const inner = " ".repeat(indent + 2);
  if (indent + line.length <= widest || typeof value !== "object" || value === null) return line;
  if (isRecord(value))
    return [
      `${key}:`,
      ...Object.entries(value).map(([name, one]) => inner + entryText(name, one, indent + 2)),
    ].join("\n");
  return [`${key}:`, ...(value as unknown[]).map((one) => `${inner}- ${flow(one)}`)].join("\n");
}

const startOf = (pair: Pair): number => (isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0);
const endOf = (pair: Pair, text: string): number => {
  const value = pair.value ?? pair.key;
  let end = isNode(value) ? (value.range?.[1] ?? 0) : startOf(pair);
  while (end > 0 && /[ \t\r\n]/.test(text[end - 1]!)) end--;
  return end;
};

/** Takes away the whole line of what was there. */
const without = (text: string, from: number, to: number): string => {
  const begin = text.lastIndexOf("\n", from);
  return text.slice(0, Math.max(0, begin)) + text.slice(to);
};

const put = (text: string, map: YAMLMap, key: string, value: unknown): string => {
  const pairs = map.items.filter(isPair);
  const there = pairs.find((pair) => isScalar(pair.key) && pair.key.value === key);
  const indent = 4;
  if (there) {
    const [from, to] = [startOf(there), endOf(there, text)];
    if (value === undefined) return without(text, from, to);
    return text.slice(0, from) + entryText(key, value, indent) + text.slice(to);
  }
  if (value === undefined) return text;
  const before = order.includes(key) ? order.slice(0, order.indexOf(key)) : null;
  const after = pairs.filter(({ key: name }) => {
    const own = isScalar(name) ? String(name.value) : "";
    return before ? before.includes(own) : own !== "proof";
  });
  const at = endOf(after.at(-1) ?? pairs.at(-1)!, text);
  return `${text.slice(0, at)}\n${" ".repeat(indent)}${entryText(key, value, indent)}${text.slice(at)}`;
};

/**
 * Sets parts of one clause; undefined takes a part away.
 * @returns the new text, or the old one where there is no such clause
 */
export function setParts(text: string, n: number, parts: Readonly<Record<string, unknown>>): string {
  let made = text;
  for (const [key, value] of Object.entries(parts)) {
    const map = clausesOf(parseDocument(made, options))[n];
    if (map) made = put(made, map, key, value);
  }
  return made;
}

/** A new clause behind another. */
export function insertAfter(text: string, n: number, clause: RawClause): string {
  const map = clausesOf(parseDocument(text, options))[n];
  if (!map) return text;
  const at = endOf(map.items.at(-1)!, text);
  const lines = Object.entries(clause).map(([key, value]) => entryText(key, value, 4));
  return `${text.slice(0, at)}\n  - ${lines.join("\n    ")}${text.slice(at)}`;
}

/** Takes a clause out, with its dash. */
export function removeClause(text: string, n: number): string {
  const map = clausesOf(parseDocument(text, options))[n];
  const first = map?.items[0];
  const last = map?.items.at(-1);
  if (!first || !last) return text;
  return without(text, startOf(first), endOf(last, text));
}
