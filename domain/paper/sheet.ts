// A paper as it is printed: what stands in which cell, who signs where; the same on the screen and in the PDF.
import type { PaperField } from "#domain/regulation/file/paper.ts";
import type { Facts } from "#domain/stream/event.ts";
import { isBlank } from "./field.ts";
import type { PaperState } from "./paper.ts";
import type { RunningPaper } from "./running.ts";
import { stepsOf, valuesOf } from "./standing.ts";

export type Cell = { label: string; value: string /** Takes the whole width. */; wide: boolean };
export type Box = {
  label: string;
  name: string | null;
  date: string | null;
  /** PNG in base64. */
  drawing: string | null;
};
export type Sheet = {
  organisation: string;
  title: string;
  number: string | null;
  /** Said in large letters: internal, or void. */
  banner: string | null;
  cells: Cell[];
  boxes: Box[];
  /** Which copy is kept by whom. */
  copies: string | null;
  /** What is attached, how long it is kept, the clause. */
  foot: string[];
  /** Earlier forms that stay attached, each on pages of its own. */
  attached: Sheet[];
};

/** How values and people are written where the paper is printed. */
export type Writing = {
  organisation: string;
  /** A value in words; a blank one is "". */
  value: (field: PaperField, value: unknown) => string;
  person: (member: string) => string;
  day: (at: number) => string;
  /** What carries the paper: 《制度》条. */
  source: string;
  /** The names of papers that it carries. */
  attached: readonly string[];
};

const longMatter = ["description", "demand", "title"];
/** More characters than half a line holds. */
const halfLine = 16;

/** What is chosen is marked among what may be chosen, so that a blank form can be ticked by hand. */
const ticked = (of: readonly string[], chosen: readonly unknown[]): string =>
  of.map((v) => `${chosen.includes(v) ? "■" : "□"} ${v}`).join("　");

const written = (f: PaperField, value: unknown, how: Writing): string => {
  if (f.type === "choice" || f.type === "many")
    return ticked(f.of ?? [], Array.isArray(value) ? value : [value]);
  if (f.type === "yes-no") return ticked(["是", "否"], [value === true ? "是" : value === false ? "否" : ""]);
  return isBlank(value) ? "" : how.value(f, value);
};

/** Line ends stay; other controls and invisible marks have no place on paper. */
const printable = (text: string): string =>
  text
    .replaceAll(/\r\n?|\p{Zl}|\p{Zp}/gu, "\n")
    .replaceAll("\t", " ")
    .replaceAll(/(?!\n)(?:[\p{Cc}\p{Cf}]|\ufe0f)/gu, "");

const cellOf = (f: PaperField, value: unknown, how: Writing): Cell => {
  const text = printable(written(f, value, how));
  const long = f.type === "long" || (f.type === undefined && longMatter.includes(f.field));
  return { label: f.name, value: text, wide: long || text.length > halfLine || text.includes("\n") };
};

const boxes = (running: RunningPaper, s: PaperState, values: Facts, how: Writing): Box[] =>
  stepsOf(running.paper, values).map(({ step, name }) => {
    const signed = s.signed.find((x) => x.step === step);
    if (!signed) return { label: name, name: null, date: null, drawing: null };
    const who = signed.role === "customer" ? null : how.person(signed.by);
    return { label: name, name: who, date: how.day(signed.at), drawing: signed.drawing };
  });

const formers = (s: PaperState): string[] =>
  s.former.map(
    (f) => `附：第 ${f.round} 份${f.number ? `（编号 ${f.number}）` : ""}${f.voided ? "，已作废" : ""}`,
  );

const units: Record<string, string> = { year: "年", years: "年", month: "个月", months: "个月" };
/** `3 years` as offices write it. */
const kept = (keep: string): string =>
  keep === "for ever"
    ? "永久保存"
    : `保存${keep.replace(/^(\d+) (years?|months?)$/, (_, n, unit: string) => ` ${n} ${units[unit]}`)}`;

/**
 * Lays a paper out, with those that were before it.
 * @param matter the facts of the matter on which it lives; boxes that are empty stay boxes
 */
export const sheetOf = (running: RunningPaper, s: PaperState, matter: Facts | null, how: Writing): Sheet => {
  const { paper } = running;
  const values = valuesOf(paper, s, matter);
  const internal = paper.customer === "never" ? "内部文件，不得交客户" : null;
  return {
    organisation: how.organisation,
    title: paper.name,
    number: paper.number === undefined ? null : (s.number ?? ""),
    banner: s.voided ? printable(`已作废${s.voided.reason ? `：${s.voided.reason}` : ""}`) : internal,
    cells: paper.fields.map((f) => cellOf(f, values[f.field], how)),
    boxes: boxes(running, s, values, how),
    copies: paper.copies ? paper.copies.map((c) => `${c.name} ${c.keeper}存`).join("　") : null,
    foot: [
      ...formers(s),
      ...(how.attached.length > 0 ? [`附件：${how.attached.join("、")}`] : []),
      ...(paper.keep ? [kept(paper.keep)] : []),
      how.source,
    ],
    attached: s.former.map((f) => sheetOf(running, f, matter, { ...how, attached: [] })),
  };
};

/** Everything that is set in type, so that a character the font lacks is found before. */
export const lettersOf = (sheet: Sheet): string =>
  [
    sheet.organisation,
    sheet.title,
    sheet.number ?? "",
    sheet.banner ?? "",
    sheet.copies ?? "",
    ...sheet.foot,
    ...sheet.cells.flatMap((c) => [c.label, c.value]),
    ...sheet.boxes.flatMap((b) => [b.label, b.name ?? "", b.date ?? ""]),
    ...sheet.attached.map(lettersOf),
  ].join("");
