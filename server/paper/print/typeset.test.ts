// What is printed: every paper of every regulation, blank; a long one over pages; a character that the font lacks.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { blankPaper } from "#domain/paper/paper.ts";
import { type Sheet, sheetOf } from "#domain/paper/sheet.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { textOf } from "../testing/pdf.ts";
import { MissingLetters, typeset } from "./typeset.ts";

const folder = join(import.meta.dirname, "../../../regulations");
const regulations = readdirSync(folder).flatMap((file): Regulation[] => {
  const read = readRegulation(readFileSync(join(folder, file), "utf8"));
  return "regulation" in read ? [read.regulation] : [];
});
const how = {
  organisation: "荣安物业服务有限公司",
  value: (_: unknown, value: unknown) => String(value ?? ""),
  person: (id: string) => id,
  day: () => "2026年3月4日",
  source: "依据《办法》",
  attached: [],
};
const bare = (text: string): string => text.replaceAll(/\s/g, "");

test("every paper that a regulation defines prints blank: its title, its labels, its boxes", async () => {
  const papers = regulations.flatMap((r) =>
    r.clauses.flatMap((c) => (c.paper ? [{ clause: c.id, regulation: r.regulation, paper: c.paper }] : [])),
  );
  assert.ok(papers.length > 0);
  for (const running of papers) {
    const { paper } = running;
    const text = bare(textOf(await typeset(sheetOf(running, blankPaper, null, how))));
    for (const label of [paper.name, ...paper.fields.map((f) => f.name)])
      assert.ok(text.includes(bare(label)), `${running.regulation}/${running.clause} ${label}`);
    for (const step of paper.sign ?? []) if (!step.while) assert.ok(text.includes(bare(`${step.name}：`)));
    assert.match(text, /第1页，共\d页$/);
  }
});

const sheet: Sheet = {
  organisation: how.organisation,
  title: "退货单",
  number: "TH20260001",
  banner: null,
  cells: [],
  boxes: [],
  copies: null,
  foot: [],
  attached: [],
};

test("a long text goes on over the pages, whole, also where it has no place to break", async () => {
  const long = "十一月二十日晚八点，电梯停在五楼。".repeat(300) + "A".repeat(3000);
  const pdf = await typeset({ ...sheet, cells: [{ label: "经过", value: long, wide: true }] });
  const text = textOf(pdf);
  assert.equal(text.match(/电梯停在五楼/g)?.length, 300);
  assert.equal(text.match(/A/g)?.length, 3000);
  assert.match(text, /退货单 TH20260001　第 2 页，共 \d+ 页/);
});

test("what has no place to break takes no longer than what has", async () => {
  for (const letter of ["a", "。", "（", "1", "-", "—", "a。", "长。"]) {
    const value = letter.repeat(20_000 / letter.length);
    const from = performance.now();
    const pdf = await typeset({
      ...sheet,
      banner: value.slice(0, 2000),
      cells: [{ label: "经过", value, wide: true }],
    });
    assert.ok(performance.now() - from < 8000, letter);
    assert.ok(pdf.length > 1000);
  }
});

test("a character that the font lacks is named, never left out", async () => {
  const cells = [{ label: "来访人", value: "𠮷田😀", wide: false }];
  await assert.rejects(
    typeset({ ...sheet, cells }),
    (e) => e instanceof MissingLetters && e.letters === "𠮷😀",
  );
});
