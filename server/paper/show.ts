// One paper as the contract shows it, whichever stream it lives on.
import type { PaperShown } from "#api/paper.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { closed, mayFill, type PaperActor, type PaperAsked } from "#domain/paper/command.ts";
import { ofMatter } from "#domain/paper/field.ts";
import { blankPaper, type PaperState } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { type Sheet, sheetOf } from "#domain/paper/sheet.ts";
import { maySign, nextStep } from "#domain/paper/sign.ts";
import { onlyShows, paperStanding, statusOf, stepsOf, valuesOf } from "#domain/paper/standing.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { Directory } from "#server/log/directory.ts";
import { roleName, writingOf } from "./writing.ts";

/** A paper on its stream, for one reader. */
export type Looked = {
  running: RunningPaper;
  s: PaperState | undefined;
  matter: Facts | null;
  by: PaperActor;
  /** The edition of its regulation under which the stream stands. */
  edition: string;
  /** The matter's customer as the reader may see it; null where there is none. */
  customer: string | null;
};

const iso = (ms: number): string => new Date(ms).toISOString();
const instants = ["occurredAt", "wantedBy", "receivedAt"];

const fieldsOf = (d: Directory, l: Looked): PaperShown["fields"] => {
  const { paper } = l.running;
  const values = valuesOf(paper, l.s, l.matter);
  const how = writingOf(d, l.running, l.edition, l.customer);
  return paper.fields.map((f) => {
    const value = values[f.field];
    const timed = ofMatter(f, l.matter) && instants.includes(f.field) && typeof value === "number";
    return {
      field: f.field,
      name: f.name,
      type: f.type ?? (ofMatter(f, l.matter) ? null : "text"),
      of: [...(f.of ?? [])],
      optional: f.optional ?? false,
      value: timed ? iso(value) : (value ?? null),
      text: how.value(f, value),
    };
  });
};

const maySendBack = (asked: PaperAsked): string | null => {
  const next = nextStep(asked);
  if (closed(asked) || asked.s.filledAt === null) return null;
  if (next && maySign(asked, next)) return next.step;
  const mine = asked.running.paper.sign?.find(
    (x) => asked.s.signed.some((y) => y.step === x.step) && maySign(asked, x),
  );
  return mine?.step ?? null;
};

const mayDo = (asked: PaperAsked, blank: readonly string[]): PaperShown["may"] => {
  const { s, running, matter, by } = asked;
  const status = statusOf(running, s, matter);
  const open = closed(asked) === null;
  const fill = mayFill(asked);
  const next = nextStep(asked);
  const signs = next !== null && next.needed === true && blank.length === 0 && maySign(asked, next);
  return {
    fill: fill && open && s.signed.length === 0,
    sign: signs ? next.step : null,
    sendBack: maySendBack(asked),
    renew: fill && (status === "voided" || (status === "completed" && !onlyShows(running.paper, matter))),
    void: fill && s.voided === null && s.filledAt !== null,
    issue: by.mayAct && status === "completed",
  };
};

const signedBy = (d: Directory, s: PaperState): PaperShown["signed"] =>
  s.signed.map((x) => ({
    step: x.step,
    by: x.by,
    byName: nameOf(d.organisation, x.by),
    at: iso(x.at),
    means: x.means,
  }));

/** The paper for one reader. */
export const showPaper = (d: Directory, l: Looked): PaperShown => {
  const { running, matter } = l;
  const { paper } = running;
  const s = l.s ?? blankPaper;
  const asked: PaperAsked = { running, s, matter, by: l.by };
  const { blank, unsigned } = paperStanding(running, s, matter);
  return {
    key: paper.key,
    name: paper.name,
    form: paper.form ?? "form",
    regulation: running.regulation,
    clause: running.clause,
    number: s.number,
    state: statusOf(running, s, matter),
    round: s.round,
    blank,
    unsigned,
    fields: fieldsOf(d, l),
    steps: stepsOf(paper, valuesOf(paper, s, matter)).map((x) => ({
      step: x.step,
      name: x.name,
      by: roleName(d, running, l.edition, x.by),
      customer: x.by === "customer",
      needed: x.needed,
      mine: maySign(asked, x),
    })),
    signed: signedBy(d, s),
    copies: (paper.copies ?? []).map((c) => ({
      ...c,
      issued: s.issued.filter((i) => i.copy === c.name).length,
    })),
    issued: s.issued.map((i) => ({ copy: i.copy, to: i.to, at: iso(i.at), by: i.by })),
    former: s.former.map((f) => ({ round: f.round, number: f.number, voided: f.voided !== null })),
    sentBack: s.sentBack && { ...s.sentBack, at: iso(s.sentBack.at) },
    voided: s.voided && { ...s.voided, at: iso(s.voided.at) },
    attach: [...(paper.attach ?? [])],
    customerMay: paper.customer !== "never",
    keep: paper.keep ?? null,
    may: mayDo(asked, blank),
  };
};

/** The paper as it is printed. */
export const sheetFor = (d: Directory, l: Looked): Sheet => {
  const how = writingOf(d, l.running, l.edition, l.customer);
  return sheetOf(l.running, l.s ?? blankPaper, l.matter, how);
};
