// What is held, part by part: each paper of a stream is one, and everything else on it another.
import { type CaseState, isOpen } from "#domain/case/case.ts";
import type { DutyState } from "#domain/duty/duty.ts";
import type { Needle } from "#domain/erasure/needle.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import type { AloneState, Papers } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { asText, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import { groundOf } from "#server/log/append.ts";
import { see } from "#server/log/command.ts";
import type { History } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { approvalsIn, endsOf, privateEvents } from "./hits.ts";

/** Events of one stream. */
export type Some = { stream: string; seqs: number[]; naming: number[] };

/** One part as it stands. */
export type Part = {
  stream: string;
  /** null: everything but the papers. */
  paper: string | null;
  kind: string;
  host: string;
  name: string | null;
  number: string | null;
  at: number;
  /** Still being dealt with. */
  open: boolean;
  /** When it was done with; null while it is open. */
  since: number | null;
  /** What of it is personal, with the approvals asked for in it. */
  some: Some[];
  /** Files by the number of the event that brought them. */
  files: { id: string; seq: number }[];
  running: RunningPaper | null;
  /** The paper's own copy of what it shows of the matter is there: it can do without the matter's. */
  standsAlone: boolean;
};

type Seen = { history: History; derived: Derived<Facts>; papers: readonly RunningPaper[] };
type Known = {
  privates: Awaited<ReturnType<typeof privateEvents>>;
  approvals: Map<string, string[]>;
  ends: Awaited<ReturnType<typeof endsOf>>;
};

const paperOf = (e: StreamEvent): string | null =>
  e.type.startsWith("paper.") ? asText(e.data.paper) : null;

const some = (known: Known, stream: string, wanted: (seq: number) => boolean): Some => {
  const events = (known.privates.get(stream) ?? []).filter((e) => wanted(e.seq));
  return { stream, seqs: events.map((e) => e.seq), naming: events.flatMap((e) => (e.naming ? e.seq : [])) };
};

const lastAt = (events: readonly StreamEvent[], fits: (e: StreamEvent) => boolean): number | null =>
  events.findLast(fits)?.at ?? null;

const ended = ({ history, derived }: Seen): number | null =>
  history.kind !== "case" || isOpen(derived.state as CaseState)
    ? null
    : lastAt(history.events, (e) => e.type === "case.closed" || e.type === "case.withdrawn");

const paperPart = (seen: Seen, known: Known, key: string): Part => {
  const { history, derived, papers } = seen;
  const own = history.events.filter((e) => paperOf(e) === key);
  const seqs = new Set(own.map((e) => e.seq));
  const s = (derived.state.papers as Papers)[key];
  const running = papers.find((p) => p.paper.key === key) ?? null;
  const open = history.kind === "case" && ended(seen) === null;
  const last = own.at(-1)?.at ?? history.events[0]?.at ?? 0;
  return {
    stream: history.id,
    paper: key,
    kind: "paper",
    host: history.kind,
    name: running?.paper.name ?? key,
    number: s?.number ?? null,
    at: own[0]?.at ?? 0,
    open,
    since: open ? null : Math.max(last, ended(seen) ?? 0),
    some: [some(known, history.id, (seq) => seqs.has(seq))],
    files: [],
    running,
    standsAlone: s?.matter != null || history.kind !== "case",
  };
};

type Rest = Pick<Part, "kind" | "name" | "number" | "open" | "since" | "files">;

const rests: Record<string, (seen: Seen, known: Known) => Rest> = {
  case: (seen) => {
    const s = seen.derived.state as CaseState;
    const files = seen.history.events.flatMap((e) =>
      e.type === "case.attached" && asText(e.data.name) !== null ? { id: String(e.data.id), seq: e.seq } : [],
    );
    const since = ended(seen);
    return { kind: "case", name: s.kind, number: s.number, open: since === null, since, files };
  },
  duty: ({ history, derived }) => {
    const s = derived.state as DutyState;
    // One that is done by a paper says so nowhere else.
    const since = s.done?.at ?? lastAt(history.events, (e) => e.type === "paper.completed");
    return { kind: "duty", name: s.says, number: s.period, open: since === null, since, files: [] };
  },
  customer: ({ history }, { ends }) => {
    const end = ends.get(history.id);
    const open = end?.open ?? false;
    const since = open ? null : Math.max(end?.ended ?? 0, history.events.at(-1)?.at ?? 0);
    return { kind: "customer", name: null, number: null, open, since, files: [] };
  },
  // Who left is somebody like everybody else; who works here is not forgotten.
  staff: ({ history, derived }) => {
    const open = derived.state.left !== true;
    const since = open ? null : lastAt(history.events, (e) => e.type === "staff.left");
    return { kind: "staff", name: null, number: null, open, since, files: [] };
  },
};

const restPart = (seen: Seen, known: Known): Part => {
  const { history } = seen;
  const seqs = new Set(history.events.filter((e) => paperOf(e) === null).map((e) => e.seq));
  const own = rests[history.kind]?.(seen, known) ?? {
    kind: history.kind,
    name: null,
    number: null,
    open: false,
    since: null,
    files: [],
  };
  const approvals = (known.approvals.get(history.id) ?? []).map((id) => some(known, id, () => true));
  return {
    ...own,
    stream: history.id,
    paper: null,
    host: history.kind,
    at: history.events[0]?.at ?? 0,
    some: [some(known, history.id, (seq) => seqs.has(seq)), ...approvals],
    running: null,
    standsAlone: true,
  };
};

const partsOf = (seen: Seen, known: Known): Part[] => {
  const papers = Object.keys((seen.derived.state.papers ?? {}) as Papers);
  const parts = papers.map((key) => paperPart(seen, known, key));
  return [...(seen.history.kind === "paper" ? [] : [restPart(seen, known)]), ...parts].filter((p) =>
    p.some.some((s) => s.seqs.length > 0),
  );
};

/** The papers that run on a stream: of one that stands alone only its own. */
const papersOn = (world: World, unit: Unit, history: History, state: Facts): readonly RunningPaper[] => {
  const module = world.modules.get(history.kind);
  const papers = module ? groundOf(unit, module, history.events).running.flatMap((r) => r.papers) : [];
  const { regulation } = state as AloneState;
  return history.kind === "paper" ? papers.filter((p) => p.regulation === regulation) : papers;
};

/**
 * Every part of some streams in which something personal is left; in a unit that sees every run.
 * @param needles what tells the events that name the person
 * @param lock takes the streams, and those of the approvals in them, for writing
 */
export const partsIn = async (
  world: World,
  unit: Unit,
  streams: readonly string[],
  needles: readonly Needle[],
  lock: boolean,
): Promise<Part[]> => {
  const approvals = await approvalsIn(unit, streams);
  const all = [...new Set([...streams, ...[...approvals.values()].flat()])];
  const read = await readMore(unit, all, lock);
  const wanted = new Set(streams);
  const customers = read.filter((h) => h.kind === "customer").map((h) => h.id);
  const known: Known = {
    approvals,
    privates: await privateEvents(unit, all, needles),
    ends: await endsOf(unit, customers),
  };
  return read
    .filter((h) => wanted.has(h.id))
    .flatMap((history) => {
      const { derived } = see(world, unit, history);
      return partsOf({ history, derived, papers: papersOn(world, unit, history, derived.state) }, known);
    });
};

/** What counts as one part's place: its stream and its paper. */
export const placeOf = (p: { stream: string; paper: string | null }): string =>
  `${p.stream} ${p.paper ?? ""}`;
