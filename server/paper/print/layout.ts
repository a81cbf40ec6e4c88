// How a sheet looks: the title, a bordered table of labels and values, boxes for signatures, the copies.
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Box, Cell, Sheet } from "#domain/paper/sheet.ts";
import { type Print, plainPrint } from "./office.ts";

/** The width inside the margins of A4, in points, and what a label takes of it. */
const margin = 48;
const width = 595.28 - 2 * margin;
const labelWidth = 84;
const padding = 5;
const line = 0.7;
const valueWidth = (width - 8 * padding - 5 * line) / 2 - labelWidth;
const widths = [labelWidth, valueWidth, labelWidth, valueWidth];

/** A cell over several columns, and those that it covers. */
const over = (cell: TableCell, columns: 2 | 3 | 4): TableCell[] => [
  { ...(cell as object), colSpan: columns } as TableCell,
  ...Array.from({ length: columns - 1 }, (): TableCell => ({ text: "" })),
];

/** Where a line may end for certain: at a blank, and between two Chinese characters. */
const unbroken = /(?:(?!\s|\p{Script=Han}\p{Script=Han}).){200,}/gsu;
const halfLine = 40;
/** What has no place to break for more than some lines gets some: else setting it takes time beyond all measure. */
const breakable = (text: string): string =>
  text.replace(unbroken, (run) =>
    [...run].map((c, n) => (n % halfLine === halfLine - 1 ? `${c}\n` : c)).join(""),
  );

const label = (text: string): TableCell => ({ text, alignment: "center", margin: [0, 4, 0, 4] });
/** What is not filled yet leaves room for a pen. */
const value = (text: string, room = " "): TableCell => ({
  text: breakable(text) || room,
  margin: [0, 4, 0, 4],
});

/** Two pairs in a row; what is long has a row to itself, and one left over too. */
const rowsOf = (cells: readonly Cell[]): TableCell[][] => {
  const rows: TableCell[][] = [];
  let waiting: Cell | null = null;
  const alone = (c: Cell) => rows.push([label(c.label), ...over(value(c.value, c.wide ? "\n\n\n" : " "), 3)]);
  for (const c of cells) {
    if (waiting && !c.wide) {
      rows.push([label(waiting.label), value(waiting.value), label(c.label), value(c.value)]);
      waiting = null;
      continue;
    }
    if (waiting) alone(waiting);
    waiting = c.wide ? null : c;
    if (c.wide) alone(c);
  }
  if (waiting) alone(waiting);
  return rows;
};

const boxOf = (b: Box): TableCell => ({
  stack: [
    { text: `${b.label}：` },
    b.drawing
      ? { image: `data:image/png;base64,${b.drawing}`, fit: [150, 42], margin: [12, 2, 0, 2] }
      : { text: b.name ?? " ", fontSize: 14, margin: [12, 14, 0, 13] },
    ...(b.drawing && b.name
      ? [{ text: b.name, margin: [12, 0, 0, 0] as [number, number, number, number] }]
      : []),
    { text: b.date ?? "　　　年　　月　　日", alignment: "right" },
  ],
  margin: [0, 4, 0, 4],
});

const boxRows = (boxes: readonly Box[]): TableCell[][] => {
  const rows: TableCell[][] = [];
  for (let n = 0; n < boxes.length; n += 2) {
    const [one, other] = boxes.slice(n, n + 2);
    if (!one) continue;
    rows.push(other ? [...over(boxOf(one), 2), ...over(boxOf(other), 2)] : over(boxOf(one), 4));
  }
  return rows;
};

const ruled = {
  hLineWidth: () => line,
  vLineWidth: () => line,
  paddingLeft: () => padding,
  paddingRight: () => padding,
};

/** Whose paper it is: the logo, and the header that the office chose or its name. */
const head = (sheet: Sheet, { header, logo }: Print): Content => {
  const words: Content = { text: header ?? sheet.organisation };
  if (logo === null) return words;
  return { columns: [{ width: "auto", stack: [{ image: logo, fit: [120, 34] }] }, words], columnGap: 10 };
};

const contentOf = (sheet: Sheet, print: Print): Content[] => {
  const cells = rowsOf(sheet.cells);
  const boxes = boxRows(sheet.boxes);
  const content: Content[] = [
    {
      columns: [
        head(sheet, print),
        { text: sheet.number === null ? "" : `编号：${sheet.number || "　　　　　　"}`, alignment: "right" },
      ],
    },
    { text: sheet.title, fontSize: 20, alignment: "center", margin: [0, 14, 0, 12] },
  ];
  if (sheet.banner)
    content.push({ text: breakable(sheet.banner), fontSize: 13, alignment: "center", margin: [0, 0, 0, 10] });
  // A long text goes on over the page; a row of signatures is never torn.
  if (cells.length > 0) content.push({ table: { widths, body: cells }, layout: ruled });
  if (boxes.length > 0)
    content.push({
      table: { widths, body: boxes, dontBreakRows: true },
      layout: ruled,
      margin: [0, -line, 0, 0],
    });
  if (sheet.copies) content.push({ text: sheet.copies, margin: [0, 8, 0, 0] });
  for (const text of sheet.foot) content.push({ text, fontSize: 9, margin: [0, 6, 0, 0] });
  return content;
};

type Page = Pick<TDocumentDefinitions, "pageSize" | "pageOrientation" | "pageMargins">;
/** A sheet is equally wide on each: A5 lies across, and continuous paper has its holes at both sides. */
const pages: Record<Print["paper"], Page> = {
  A4: { pageSize: "A4", pageMargins: [margin, 44, margin, 48] },
  A5: { pageSize: "A5", pageOrientation: "landscape", pageMargins: [margin, 32, margin, 40] },
  tractor: {
    pageSize: { width: 683.15, height: 792 },
    pageMargins: [(683.15 - width) / 2, 44, (683.15 - width) / 2, 48],
  },
};

/** The document that the typesetter makes of a sheet; what is attached begins a page each. */
export const layOut = (sheet: Sheet, print: Print = plainPrint): TDocumentDefinitions => ({
  ...pages[print.paper],
  info: { title: sheet.title, creator: "首问", producer: "首问" },
  defaultStyle: { font: "Song", fontSize: 10.5, lineHeight: 1.15 },
  content: [
    contentOf(sheet, print),
    ...sheet.attached.map((former): Content => ({ stack: contentOf(former, print), pageBreak: "before" })),
  ],
  footer: (page, pages) => ({
    text: `${sheet.number ? `${sheet.title} ${sheet.number}　` : ""}第 ${page} 页，共 ${pages} 页`,
    alignment: "center",
    fontSize: 9,
    margin: [0, 16, 0, 0],
  }),
});
