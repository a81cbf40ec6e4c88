// Papers as they stand: folded from the same events on a matter, on a recurring duty, or on a stream of their own.
import { asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type Signature = {
  step: string;
  /** The member who signed, or in whose presence the customer drew. */
  by: string;
  /** The role of the step, or `customer`. */
  role: string;
  means: "account" | "drawn";
  /** The drawing as PNG in base64; null where there is none, or where it was erased. */
  drawing: string | null;
  at: number;
};

export type Issue = { copy: string; to: string; by: string; at: number };

/** One paper; what it says of the matter stands in the matter until somebody signs. */
export type PaperState = {
  fields: Facts;
  signed: readonly Signature[];
  number: string | null;
  /** When it was filled first, and by whom. */
  filledAt: number | null;
  filledBy: string | null;
  completed: number | null;
  voided: { at: number; by: string; reason: string | null } | null;
  /** Why it was sent back last, until it is signed again. */
  sentBack: { step: string; at: number; by: string; reason: string | null } | null;
  /** The matter's own fields as they stood when the first signed, or when it was complete. */
  matter: Facts | null;
  issued: readonly Issue[];
  /** 1, and one more with each successor. */
  round: number;
  /** The earlier ones, oldest first; they stay attached. */
  former: readonly PaperState[];
};

export type Papers = Readonly<Record<string, PaperState>>;

export const blankPaper: PaperState = {
  fields: {},
  signed: [],
  number: null,
  filledAt: null,
  filledBy: null,
  completed: null,
  voided: null,
  sentBack: null,
  matter: null,
  issued: [],
  round: 1,
  former: [],
};

type Step = (s: PaperState, e: StreamEvent) => Partial<PaperState>;

const factsOf = (value: unknown): Facts | null =>
  typeof value === "object" && value !== null ? (value as Facts) : null;

/** A field that is cleared is no longer there. */
const merged = (fields: Facts, given: Facts | null): Facts =>
  Object.fromEntries(Object.entries({ ...fields, ...given }).filter(([, v]) => v !== null));

const signature = (e: StreamEvent): Signature => ({
  step: asText(e.data.step) ?? "",
  by: e.by,
  role: asText(e.data.by) ?? "",
  means: e.data.means === "drawn" ? "drawn" : "account",
  drawing: asText(e.data.drawing),
  at: e.at,
});

const reasoned = (e: StreamEvent) => ({ at: e.at, by: e.by, reason: asText(e.data.reason) });

const steps: Record<string, Step> = {
  filled: (s, e) => ({
    fields: merged(s.fields, factsOf(e.data.fields)),
    number: s.number ?? asText(e.data.number),
    filledAt: s.filledAt ?? e.at,
    filledBy: s.filledBy ?? e.by,
  }),
  signed: (s, e) => ({
    signed: s.signed.some((x) => x.step === e.data.step) ? s.signed : [...s.signed, signature(e)],
    matter: s.matter ?? factsOf(e.data.matter),
    sentBack: null,
  }),
  "sent-back": (_, e) => ({
    signed: [],
    matter: null,
    sentBack: { step: asText(e.data.step) ?? "", ...reasoned(e) },
  }),
  completed: (s, e) => ({ completed: s.completed ?? e.at, matter: s.matter ?? factsOf(e.data.matter) }),
  voided: (s, e) => ({ voided: s.voided ?? reasoned(e) }),
  issued: (s, e) => ({
    issued: [
      ...s.issued,
      { copy: asText(e.data.copy) ?? "", to: asText(e.data.to) ?? "", by: e.by, at: e.at },
    ],
  }),
  renewed: (s) => {
    const { former, ...earlier } = s;
    return { ...blankPaper, round: s.round + 1, former: [...former, { ...earlier, former: [] }] };
  },
};

/** Folds one event into the papers of its stream; every other event leaves them as they are. */
export const evolvePapers = (papers: Papers, e: StreamEvent): Papers => {
  const step = e.type.startsWith("paper.") ? steps[e.type.slice(6)] : undefined;
  const key = asText(e.data.paper);
  if (!step || key === null) return papers;
  const s = papers[key] ?? blankPaper;
  return { ...papers, [key]: { ...s, ...step(s, e) } };
};

/** What is personal in the events of a paper, wherever it lives. */
export const paperPersonal: Readonly<Record<string, readonly string[]>> = {
  "paper.filled": ["fields"],
  "paper.signed": ["drawing", "matter"],
  "paper.sent-back": ["reason"],
  "paper.completed": ["matter"],
  "paper.voided": ["reason"],
  "paper.renewed": ["reason"],
  "paper.issued": ["to"],
};

/** A paper on a stream of its own. */
export type AloneState = Facts & {
  /** Its key, and the regulation that carries it. */
  paper: string;
  regulation: string;
  number: string | null;
  /** Regulation → edition in force when it was opened. */
  editions: Record<string, string>;
  openedAt: number;
  openedBy: string;
  papers: Papers;
};

export const paperKind: StreamKind<AloneState> = {
  name: "paper",
  initial: {
    paper: "",
    regulation: "",
    number: null,
    editions: {},
    openedAt: 0,
    openedBy: "",
    papers: {},
  },
  evolve: (s, e) => {
    if (e.type !== "paper.opened") return { ...s, papers: evolvePapers(s.papers, e) };
    const paper = asText(e.data.paper) ?? "";
    const number = asText(e.data.number);
    return {
      paper,
      regulation: asText(e.data.regulation) ?? "",
      number,
      editions: (e.data.editions ?? {}) as Record<string, string>,
      openedAt: e.at,
      openedBy: e.by,
      papers: { [paper]: { ...blankPaper, number } },
    };
  },
  personal: paperPersonal,
};
