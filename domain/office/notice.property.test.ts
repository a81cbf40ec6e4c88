// The notice of the days off as it is pasted: whatever days there are and however they are written, the same are read.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asRanges, readNotice } from "#domain/office/notice.ts";
import { dayOf, writeDate } from "#domain/time/date.ts";

const of2026 = `国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`;

test("a notice of the State Council is read whole", () => {
  const { closed, worked, faults } = readNotice(of2026, 2020);
  assert.deepEqual(faults, []);
  assert.deepEqual(worked, [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
  ]);
  assert.equal(closed.length, 3 + 9 + 3 + 5 + 3 + 3 + 7);
  assert.deepEqual(asRanges(closed)[1], ["2026-02-15", "2026-02-23"]);
});

test("other ways of writing the same", () => {
  const same = (text: string, closed: string[], worked: string[] = []) =>
    assert.deepEqual(readNotice(text, 2027), { closed, worked, faults: [] }, text);
  same("2026年12月31日至2027年1月2日放假", ["2026-12-31", "2027-01-01", "2027-01-02"]);
  same("1月1日、2日、3日放假，1月4日上班", ["2027-01-01", "2027-01-02", "2027-01-03"], ["2027-01-04"]);
  same("2027-01-01\n2027-01-02", ["2027-01-01", "2027-01-02"]);
  same("2027/1/1 2027/1/2", ["2027-01-01", "2027-01-02"]);
  same("2027-01-01,放假\n2027-01-04,上班", ["2027-01-01"], ["2027-01-04"]);
  same("放假：1月1日～3日；上班：1月4日", ["2027-01-01", "2027-01-02", "2027-01-03"], ["2027-01-04"]);
  same("１月１日（星期五）放假，与周末连休。", ["2027-01-01"]);
  same(
    "10月1日至8日放假调休，共8天。9月26日（星期日）、10月9日（星期六）补班。",
    ["01", "02", "03", "04", "05", "06", "07", "08"].map((d) => `2027-10-${d}`),
    ["2027-09-26", "2027-10-09"],
  );
});

test("what cannot be is said, and the rest is read", () => {
  const codes = (text: string) => readNotice(text, 2027).faults.map((f) => f.code);
  assert.deepEqual(codes("2月30日放假"), ["notice-no-day"]);
  assert.deepEqual(codes("1月5日至3日放假"), ["notice-backwards"]);
  assert.deepEqual(codes("1月1日放假。1月1日上班。"), ["notice-both"]);
  assert.deepEqual(codes("1月1日至12月31日放假"), ["notice-long"]);
  assert.deepEqual(readNotice("2月30日放假。5月1日放假。", 2027).closed, ["2027-05-01"]);
});

const two = (n: number): string => String(n).padStart(2, "0");
type Run = { from: number; length: number; worked: number | null };
/** Holidays of a year that keep clear of one another. */
const runs = (year: number): fc.Arbitrary<Run[]> =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: 12, max: 60 }),
        length: fc.integer({ min: 1, max: 9 }),
        back: fc.option(fc.integer({ min: 1, max: 2 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => {
      let day = dayOf(year, 1, 1);
      const found: Run[] = [];
      for (const { gap, length, back } of parts) {
        day += gap;
        if (day + length + 3 > dayOf(year, 12, 28)) break;
        found.push({ from: day, length, worked: back === null ? null : day + length + back });
        day += length + 3;
      }
      return found;
    });

const written = (style: number, run: Run): string => {
  const [y, m, d] = writeDate(run.from).split("-").map(Number);
  const [y2, m2, d2] = writeDate(run.from + run.length - 1)
    .split("-")
    .map(Number);
  const first =
    style === 2 ? `${y}-${two(m!)}-${two(d!)}` : style === 1 ? `${y}年${m}月${d}日` : `${m}月${d}日（周几）`;
  const short = m === m2 ? `${d2}日` : `${m2}月${d2}日`;
  const last =
    style === 2
      ? `${y2}-${two(m2!)}-${two(d2!)}`
      : style === 1
        ? `${y2}年${m2}月${d2}日`
        : `${short}（农历某日、周几）`;
  const [, wm, wd] = run.worked === null ? [] : writeDate(run.worked).split("-").map(Number);
  const work =
    run.worked === null
      ? ""
      : style === 2
        ? `${writeDate(run.worked)} 上班\n`
        : `${wm}月${wd}日（周六）上班。`;
  const span = run.length === 1 ? first : `${first}${style === 1 ? "～" : "至"}${last}`;
  return `某节：${span}放假调休，共${run.length}天。${work}`;
};

test("every year written out is read as it was", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2005, max: 2060 })
        .chain((year) => fc.tuple(fc.constant(year), runs(year), fc.integer({ min: 0, max: 2 }))),
      ([year, holidays, style]) => {
        const text = holidays.map((run) => written(style, run)).join("\n");
        const read = readNotice(text, year);
        assert.deepEqual(read.faults, []);
        assert.deepEqual(
          read.closed,
          holidays.flatMap((r) => Array.from({ length: r.length }, (_, n) => writeDate(r.from + n))),
        );
        assert.deepEqual(
          read.worked,
          holidays.flatMap((r) => (r.worked === null ? [] : [writeDate(r.worked)])),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test("no text whatever is too much for it, and a day is never both", () => {
  const bits = fc.constantFrom(
    "1月",
    "日",
    "31",
    "2027年",
    "至",
    "放假",
    "上班",
    "、",
    "。",
    "-",
    "12月5日",
    "：",
    "\n",
    "（",
    "）",
    "2027-02-29",
    "假",
    "x",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(bits, { maxLength: 60 }).map((b) => b.join("")),
      ),
      (text) => {
        const { closed, worked } = readNotice(text, 2027);
        assert.deepEqual(
          closed.filter((d) => worked.includes(d)),
          [],
        );
        for (const d of [...closed, ...worked]) assert.match(d, /^\d{4}-\d\d-\d\d$/);
      },
    ),
    { numRuns: 500 },
  );
});
