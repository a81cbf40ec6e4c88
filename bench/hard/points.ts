// The steps of a server's work at which something may be killed, told by the statements that it sends.

/** What a transaction turned out to be about. */
export type About = "request" | "wake" | "reaction" | "seal" | "delivery";

/** `before` a statement leaves, when it was `sent` and nothing is known of it, when its answer came back (`after`). */
export type When = "before" | "sent" | "after";

type Step = { about: About | "any"; statement: RegExp; when: When };

const upsert = /jsonb_populate_recordset/;
const commit = /^commit$/;

/** Each step has a name; the log of the kills speaks of it. */
export const steps = {
  "execute: begun": { about: "any", statement: /open_unit/, when: "after" },
  "execute: key looked up": { about: "request", statement: /from idempotency k/, when: "after" },
  "execute: read": {
    about: "request",
    statement: /^select id, kind, run, length, head from stream/,
    when: "after",
  },
  "execute: decided": { about: "request", statement: upsert, when: "before" },
  "execute: rows sent": { about: "request", statement: upsert, when: "sent" },
  "execute: rows written": { about: "request", statement: upsert, when: "after" },
  "execute: answer kept": { about: "request", statement: /^insert into idempotency/, when: "after" },
  "execute: before commit": { about: "request", statement: commit, when: "before" },
  "execute: commit sent": { about: "request", statement: commit, when: "sent" },
  "execute: committed, not answered": { about: "request", statement: commit, when: "after" },
  "answered, not told": { about: "any", statement: /pg_notify/, when: "before" },
  told: { about: "any", statement: /pg_notify/, when: "after" },
  "clocks: taken": { about: "wake", statement: /wake_at <= .*skip locked/s, when: "after" },
  "clocks: outcomes sent": { about: "wake", statement: upsert, when: "sent" },
  "clocks: before commit": { about: "wake", statement: commit, when: "before" },
  "clocks: committed": { about: "wake", statement: commit, when: "after" },
  "outbox: taken": { about: "reaction", statement: /from outbox x where .*skip locked/s, when: "after" },
  "outbox: marked": {
    about: "reaction",
    statement: /^update outbox set done_at = clock_timestamp/,
    when: "after",
  },
  "outbox: rows sent": { about: "reaction", statement: upsert, when: "sent" },
  "outbox: before commit": { about: "reaction", statement: commit, when: "before" },
  "outbox: committed": { about: "reaction", statement: commit, when: "after" },
  "sealer: marked": { about: "seal", statement: /set unsealed = false/, when: "after" },
  "sealer: seal written": { about: "seal", statement: /insert into shouwen.seal \(/, when: "after" },
  "sealer: committed": { about: "seal", statement: commit, when: "after" },
  "sealer: in the file, not noted": {
    about: "any",
    statement: /insert into shouwen.seal_published/,
    when: "before",
  },
  "sealer: noted": { about: "any", statement: /insert into shouwen.seal_published/, when: "after" },
  "delivery: put together": { about: "delivery", statement: /^update delivery set batch/, when: "after" },
  "delivery: under its lock": {
    about: "any",
    statement: /pg_try_advisory_lock\(hashtextextended/,
    when: "after",
  },
  "delivery: sent, not noted": {
    about: "any",
    statement: /^update delivery set state = 'sent'/,
    when: "before",
  },
  "delivery: noted": { about: "delivery", statement: commit, when: "after" },
} satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

/** Steps that only work that was asked for passes: what a caller waits for. */
export const stepNames = Object.keys(steps) as StepName[];

/** Whose end it is: the process itself, the backend that serves it at this step, the postmaster, or only the connection. */
export type Victim = "server" | "backend" | "postmaster" | "connection";

/** What a process is told to do: at the n-th time that it passes the step. */
export type Order = { id: number; step: StepName; nth: number; victim: Victim };

/** What it leaves behind when it does. */
export type Fired = { id: number; at: number; statement: string; about: About };

const marks: [RegExp, About][] = [
  [/wake_at <= .*skip locked/s, "wake"],
  [/from outbox x where .*skip locked/s, "reaction"],
  [/set unsealed = false/, "seal"],
  [/^update delivery set/, "delivery"],
];

/** What a transaction is about once this statement was sent in it. */
export const aboutNow = (before: About, text: string): About =>
  /^begin/.test(text) ? "request" : (marks.find(([mark]) => mark.test(text))?.[1] ?? before);

export const isAt = (name: StepName, about: About, text: string, when: When): boolean => {
  const step: Step = steps[name];
  return step.when === when && (step.about === "any" || step.about === about) && step.statement.test(text);
};
