// A matter brought to the organisation: its state, folded from what happened to it.
import { movedTo } from "#domain/edition/pinned.ts";
import { evolvePapers, paperPersonal } from "#domain/paper/paper.ts";
import {
  asInstant,
  asNumber,
  asText,
  asTexts,
  type Facts,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";
import { type CaseState, initial } from "./state.ts";

export type { CaseState } from "./state.ts";

const texts = ["title", "description", "channel", "place", "demand", "lateReason"] as const;
const instants = ["occurredAt", "wantedBy"] as const;

/** The form's fields as an event carries them; only what is present. */
const form = (data: Facts): Partial<CaseState> => {
  const fields: Partial<CaseState> = {};
  for (const f of texts) if (f in data) fields[f] = asText(data[f]) ?? "";
  for (const f of instants) if (f in data) fields[f] = asInstant(data[f]);
  if ("amount" in data) fields.amount = asNumber(data.amount);
  if ("against" in data) fields.against = (data.against ?? null) as CaseState["against"];
  if ("customer" in data)
    Object.assign(fields, { customer: asText(data.customer), contact: data.contact === true });
  return fields;
};

/** Labels given with an act stand beside those that were there. */
const labelled = (s: CaseState, data: Facts): Pick<CaseState, "labels"> | Record<never, never> =>
  "labels" in data ? { labels: { ...s.labels, ...(data.labels as Record<string, string>) } } : {};

const registered = (e: StreamEvent): CaseState => ({
  ...initial,
  ...form(e.data),
  ...labelled(initial, e.data),
  number: asText(e.data.number) ?? "",
  kind: asText(e.data.kind) ?? "",
  severity: asText(e.data.severity),
  state: "registered",
  receivedAt: asInstant(e.data.receivedAt) ?? e.at,
  firstAsked: e.by,
  firstAskedPost: asText(e.data.post),
  editions: (e.data.editions ?? {}) as Record<string, string>,
  // The department that a file names; here one is only set by forwarding.
  department: asText(e.data.department),
  carries: Array.isArray(e.data.carries) ? asTexts(e.data.carries) : null,
});

type Step = (s: CaseState, e: StreamEvent) => Partial<CaseState>;
const steps: Record<string, Step> = {
  amended: (s, e) => ({ ...form(e.data), ...labelled(s, e.data) }),
  graded: (s, e) => ({ severity: asText(e.data.severity) ?? s.severity, ...labelled(s, e.data) }),
  forwarded: (_, e) => ({
    state: "forwarded",
    department: asText(e.data.department),
    assignee: null,
    handedBack: false,
  }),
  signed: () => ({ state: "accepted" }),
  returned: () => ({ state: "registered", department: null, assignee: null }),
  assigned: (_, e) => ({ assignee: asText(e.data.member) }),
  // What somebody held who left, or gave away: the first asked stays on record in the earlier events.
  "handed-over": (s, e) => ({
    firstAsked: s.firstAsked === e.data.from ? asText(e.data.to) : s.firstAsked,
    assignee: s.assignee === e.data.from ? asText(e.data.to) : s.assignee,
  }),
  rejected: () => ({ state: "resolved", upheld: false }),
  resolved: () => ({ state: "resolved", upheld: true }),
  "handed-back": () => ({ handedBack: true }),
  informed: (s) => (s.state === "resolved" ? { state: "informed" } : {}),
  confirmed: (_, e) => ({ satisfied: e.data.satisfied === true }),
  "called-back": (_, e) => ({
    calledBack: true,
    ...("satisfied" in e.data ? { satisfied: e.data.satisfied === true } : {}),
  }),
  promised: (_, e) => ({ promisedBy: asInstant(e.data.until) }),
  reviewed: () => ({ reviewed: true }),
  extended: (s) => ({ extensions: s.extensions + 1 }),
  closed: () => ({ state: "closed" }),
  "edition-moved": (s, e) => ({ editions: movedTo(s.editions, e) }),
  paused: () => ({ paused: true }),
  resumed: () => ({ paused: false }),
  withdrawn: () => ({ state: "withdrawn", paused: false }),
  reopened: (s) => ({
    state: "registered",
    round: s.round + 1,
    upheld: null,
    satisfied: null,
    calledBack: false,
    reviewed: false,
    extensions: 0,
    department: null,
    assignee: null,
    handedBack: false,
    // Whatever happens from here on is recorded here.
    carries: null,
  }),
  attached: (s, e) => ({ attachments: [...s.attachments, { ...e.data, at: e.at, by: e.by }] }),
};

/** The same by the event's whole type: a fold looks it up at each event. */
const stepOf = new Map(Object.entries(steps).map(([name, step]) => [`case.${name}`, step]));

const evolve = (s: CaseState, e: StreamEvent): CaseState => {
  if (e.type === "case.registered") return registered(e);
  const step = stepOf.get(e.type);
  if (step) return { ...s, ...step(s, e) };
  return e.type.startsWith("paper.") ? { ...s, papers: evolvePapers(s.papers, e) } : s;
};

const words = ["title", "description", "place", "demand", "lateReason"];
export const caseKind: StreamKind<CaseState> = {
  name: "case",
  initial,
  evolve,
  personal: {
    "case.registered": words,
    "case.amended": words,
    "case.returned": ["reason"],
    "case.noted": ["text"],
    "case.investigated": ["finding"],
    "case.settled": ["remedy"],
    "case.rejected": ["reason"],
    "case.resolved": ["outcome"],
    "case.informed": ["text"],
    "case.called-back": ["text"],
    "case.promised": ["text"],
    ...paperPersonal,
    "case.reviewed": ["text"],
    "case.paused": ["reason"],
    "case.withdrawn": ["reason"],
    "case.reopened": ["reason"],
    "case.attached": ["name"],
    "case.approval-asked": ["input"],
    "case.extension-asked": ["reason"],
    "case.extended": ["reason"],
    "case.edition-moved": ["reason"],
  },
};

export const isOpen = (s: CaseState): boolean => s.state !== "closed" && s.state !== "withdrawn";

/** Who holds the matter: a member, or a department through its head. */
export const holder = (s: CaseState): { member: string | null; department: string | null } => {
  const away = s.state === "forwarded" || s.state === "accepted" || (s.state === "resolved" && !s.handedBack);
  if (!away || s.department === null) return { member: s.firstAsked, department: null };
  return { member: s.assignee, department: s.department };
};
