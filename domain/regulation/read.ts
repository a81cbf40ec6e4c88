// Reads a regulation file: YAML in, a checked regulation out, or every fault with its line.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { chinese, type Said, said, type Tongue, word, write } from "#domain/tongue/said.ts";
import { checkRegulation, type Path, type Problem } from "./check.ts";
import type { Regulation } from "./file.ts";

export type Fault = { line: number; message: string };
export type ReadRegulation = { regulation: Regulation; warnings: Fault[] } | { errors: Fault[] };

const largest = 1_048_576;
/** Length in UTF-8, as a file has it. */
const bytesOf = (text: string): number => {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A pair of surrogates is four bytes, two for each half; every other unit above 0x7FF is three.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};
/** A fault of a line, not yet written in a language. */
type Slip = { line: number; slip: string | Said };
const fault = (tongue: Tongue, { line, slip }: Slip): Fault => {
  const text = typeof slip === "string" ? word(slip) : slip;
  return { line, message: write(tongue, said`第 ${line} 行：${text}`) };
};

const yamlFaults: Record<string, string> = {
  BAD_INDENT: "缩进不对，或缺少右括号",
  MISSING_CHAR: "缺少引号、括号或逗号",
  TAB_AS_INDENT: "不能用制表符缩进，请用空格",
  MULTIPLE_DOCS: "一个文件只能有一份制度",
  MULTILINE_IMPLICIT_KEY: "键不能分成几行，也许少了引号或括号",
  BAD_COLLECTION_TYPE: "括号不配对",
  RESOURCE_EXHAUSTION: "层次太深",
  UNEXPECTED_TOKEN: "这里多了内容",
  BLOCK_AS_IMPLICIT_KEY: "一行里有两个冒号，文字请加引号",
};

/** Anchors, aliases and tags make a file mean what it does not show; of two equal keys one would be lost. */
const forbidden = (doc: Document): { offset: number; message: string | Said } | null => {
  let found: { offset: number; message: string | Said } | null = null;
  visit(doc, {
    Node(_, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) found = { offset, message: "不能用别名（*），请写出全文" };
      else if (node.anchor) found = { offset, message: "不能用锚点（&），请写出全文" };
      else if (node.tag) found = { offset, message: "不能用标签（!）" };
      else if (isMap(node)) found = repeated(node);
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
};

/** The second of two equal keys. (The parser's own search compares each with each: too slow for a long file.) */
const repeated = (map: YAMLMap): { offset: number; message: string | Said } | null => {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) return { offset: map.range?.[0] ?? 0, message: "键应为文字" };
    const name = String(key.value);
    if (seen.has(name))
      return { offset: key.range?.[0] ?? 0, message: said`键 ${name} 重复，一处只能写一次` };
    seen.add(name);
  }
  return null;
};

/** Where the path leads in the text: the key itself, or what stands behind it. */
const offsetOf = (doc: Document, path: Path, key: boolean): number => {
  let node: unknown = doc.contents;
  let offset = 0;
  for (const [n, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
      if (!isPair(pair) || !isScalar(pair.key)) break;
      const value = isNode(pair.value) ? pair.value.range?.[0] : undefined;
      const onKey = pair.key.range?.[0] ?? offset;
      offset = value === undefined || (key && n === path.length - 1) ? onKey : value;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
    } else break;
  }
  return offset;
};

const parse = (yaml: string, lines: LineCounter) =>
  parseDocument(yaml, {
    version: "1.2",
    schema: "core",
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: false,
  });

/** Faults of the YAML itself, each line once: one slip makes a parser stumble many times. */
const faultsOf = (doc: Document, line: (offset: number) => number): Slip[] => {
  const first = new Map<number, Slip>();
  for (const e of doc.errors) {
    const at = line(e.pos[0]);
    if (!first.has(at))
      first.set(at, { line: at, slip: yamlFaults[e.code] ?? said`不是有效的 YAML（${e.code}）` });
  }
  return [...first.values()].sort((a, b) => a.line - b.line).slice(0, 20);
};

/**
 * Reads a regulation.
 * @param yaml the file's text, at most 1 MB
 * @param tongue the language in which faults are said
 * @returns the regulation with warnings, or faults in the order of their lines
 */
export const readRegulation = (yaml: string, tongue: Tongue = chinese): ReadRegulation => {
  const faulty = (...slips: Slip[]) => ({ errors: slips.map((slip) => fault(tongue, slip)) });
  if (bytesOf(yaml) > largest) return faulty({ line: 1, slip: "文件超过 1 MB" });
  if (yaml.includes("\u0000") || !yaml.isWellFormed())
    return faulty({ line: 1, slip: "文件里有不能用的字符" });
  const lines = new LineCounter();
  const doc = parse(yaml, lines) as Document;
  const line = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (doc.errors.length > 0) return faulty(...faultsOf(doc, line));
  const { version, explicit } = doc.directives?.yaml ?? {};
  if (explicit && version !== "1.2") return faulty({ line: 1, slip: "须为 YAML 1.2" });
  const banned = forbidden(doc);
  if (banned) return faulty({ line: line(banned.offset), slip: banned.message });
  const checked = checkRegulation(doc.toJS(), tongue);
  const faults = (problems: readonly Problem[]): Fault[] =>
    problems
      .map((p) => ({ line: line(offsetOf(doc, p.path, p.key === true)), message: p.message }))
      // What the check says is written already.
      .map((p) => fault(tongue, { line: p.line, slip: { text: "{0}", parts: [p.message] } }))
      .sort((a, b) => a.line - b.line);
  if ("problems" in checked) return { errors: faults(checked.problems) };
  return { regulation: checked.regulation, warnings: faults(checked.warnings) };
};
