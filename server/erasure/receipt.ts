// Receipts of erasures: listed, shown, laid out for paper and as a workbook.
import type { Receipt } from "#api/erasure.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { type ErasedItem, type ErasureState, erasureKind } from "#domain/erasure/erasure.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import type { Sheet } from "#domain/paper/sheet.ts";
import { replay } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { say } from "#server/http/i18n/say.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { Book } from "#server/paper/register/book.ts";

/** A receipt as the contract shows it. */
export const showReceipt = (unit: Unit, id: string, s: ErasureState): Receipt => ({
  id,
  at: new Date(s.at).toISOString(),
  by: s.by,
  byName: nameOf(unit.directory.organisation, s.by),
  why: s.why,
  reason: s.reason,
  force: s.force,
  streams: s.streams,
  events: s.events,
  files: s.files,
  items: s.items,
});

/** One receipt. @throws ProblemError 404 */
export const receiptIn = async (unit: Unit, id: string): Promise<Receipt> => {
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  if (history?.kind !== "erasure") throw refused({ kind: "unknown", code: "erasure-unknown" });
  return showReceipt(unit, id, replay(erasureKind, history.events));
};

type Query = { limit?: number | undefined; after?: string | undefined; why?: string | undefined };

/** A page of receipts, the latest first. */
export const findReceipts = async (unit: Unit, q: Query) => {
  const limit = pageSize(q.limit);
  const after = readCursor(q.after, ["time", "id"]);
  const { rows } = await unit.client.query<{ id: string; at: number }>(
    `select e.stream as id, e.at from event e join stream s on s.org = e.org and s.id = e.stream
      where e.org = current_setting('shouwen.org') and s.org = e.org and s.kind = 'erasure' and e.type = 'erasure.done'
        and ($1::text is null or e.data ->> 'why' = $1)
        and ($2::timestamptz is null or (e.at, e.stream) < ($2::timestamptz, $3::uuid))
      order by e.at desc, e.stream desc limit $4`,
    [q.why ?? null, after ? new Date(Number(after[0])).toISOString() : null, after?.[1] ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const read = new Map(
    (
      await readMore(
        unit,
        shown.map((r) => r.id),
        false,
      )
    ).map((h) => [h.id, h]),
  );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap(({ id }) => {
      const history = read.get(id);
      return history ? [showReceipt(unit, id, replay(erasureKind, history.events))] : [];
    }),
    next: last ? writeCursor([last.at, last.id]) : null,
  };
};

const dayOf = (unit: Unit, at: number): string => localDate(unit.directory.calendar, at);

const keptText = (keep: string): string => {
  const [, n = "", unit] = /^(\d+) (year|month)s?$/.exec(keep) ?? [];
  return unit ? say(`register-keep-${unit}`, { n }) : say("register-keep-ever");
};

/** What an item is called on paper. */
const nameText = (i: ErasedItem): string => {
  if (i.kind === "paper") return `《${i.name ?? ""}》`;
  if (i.kind !== "case") return say(`register-${i.kind}`);
  return say("register-case", { kind: tongueIn()(caseVocabulary.state.kind?.labels?.[i.name ?? ""] ?? "") });
};

const clauseText = (unit: Unit, clause: string | null | undefined): string => {
  if (clause === undefined) return "";
  if (clause === null) return say("register-own");
  const [key = "", id = ""] = clause.split("/");
  const edition = unit.directory.inForceAt(unit.now)[key];
  const file = edition === undefined ? null : unit.directory.regulation(key, edition);
  return file ? `《${file.title}》${file.clauses.find((c) => c.id === id)?.at ?? id}` : clause;
};

const columnsOf = (unit: Unit, i: ErasedItem): string[] => [
  nameText(i),
  i.number ?? "",
  i.keep ? keptText(i.keep) : "",
  clauseText(unit, i.clause),
  // Kept until the end of that day.
  i.until ? dayOf(unit, Date.parse(i.until) - 1) : "",
  String(i.events),
  String(i.files),
];

const headings = ["what", "number", "keep", "clause", "until", "events", "files"] as const;
const titleOf = (r: Receipt): string => say(`register-title-${r.why}`);

/** The register as rows: one an item. */
export const bookOf = (unit: Unit, r: Receipt): Book => {
  const who = [say("register-by"), r.byName ?? r.by, say("register-at"), dayOf(unit, Date.parse(r.at))];
  const why = [say("register-reason"), r.reason];
  const rows = r.items.map((i) => columnsOf(unit, i));
  return { name: titleOf(r), rows: [headings.map((h) => say(`register-${h}`)), ...rows, [], who, why] };
};

/** The receipt on paper, with room for those who witness it. */
export const sheetOfReceipt = (unit: Unit, r: Receipt): Sheet => {
  const cell = (label: string, value: string, wide = false) => ({ label, value, wide });
  const items = r.items.map((i, n) => {
    const said = columnsOf(unit, i).map((text, m) => [text, headings[m]] as const);
    const words = said.filter(([text, h]) => text !== "" && !(h === "files" && text === "0"));
    const told = words.map(([text, h]) => (h === "what" ? text : `${say(`register-${h}`)} ${text}`));
    return cell(String(n + 1), told.join(say("register-and")), true);
  });
  return {
    organisation: unit.directory.organisation.name,
    title: titleOf(r),
    number: null,
    banner: null,
    cells: [
      cell(say("register-at"), dayOf(unit, Date.parse(r.at))),
      cell(say("register-by"), r.byName ?? r.by),
      cell(say("register-reason"), r.reason, true),
      ...(r.force ? [cell(say("register-force"), r.force, true)] : []),
      cell(
        say("register-sum"),
        say("register-sums", { things: r.items.length, events: r.events, files: r.files }),
        true,
      ),
      ...items,
    ],
    boxes: ["register-decided", "register-witness"].map((code) => ({
      label: say(code),
      name: null,
      date: null,
      drawing: null,
    })),
    copies: null,
    foot: [say("register-foot"), r.id],
    attached: [],
  };
};
