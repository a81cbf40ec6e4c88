// What has happened, in the order it happened to one stream; nothing here is ever rewritten.

/** Plain data of an event, a state or a command: what JSON can carry. */
export type Facts = Record<string, unknown>;

export type StreamEvent = {
  /** 1 for the first event of its stream. */
  seq: number;
  /** Dotted, past tense: `case.forwarded`. */
  type: string;
  /** The organisation's time, epoch ms. */
  at: number;
  /** The database's clock, epoch ms. */
  recordedAt: number;
  /** A member's id, or `clock`. */
  by: string;
  data: Facts;
};

/** An event that a decision accepts; the log gives it its number and times. */
export type NewEvent = { type: string; data: Facts; by?: string };

/** Why a command is not accepted: a value, shown to people in their words. */
export type Refusal = {
  /** `forbidden` 403 · `invalid` 400 · `rule` 422 · `unknown` 404 · `conflict` 409. */
  kind: "forbidden" | "invalid" | "rule" | "unknown" | "conflict";
  /** A key of the texts in `server/http/i18n/`. */
  code: string;
  field?: string;
  clause?: string;
  values?: Record<string, string | number>;
};

export type Decision = { accepted: NewEvent[] } | { refused: Refusal };

export const accept = (...accepted: NewEvent[]): Decision => ({ accepted });
export const refuse = (
  kind: Refusal["kind"],
  code: string,
  more: Omit<Refusal, "kind" | "code"> = {},
): { refused: Refusal } => ({ refused: { kind, code, ...more } });

/** What a kind of stream is: how its events fold into its state. */
export type StreamKind<S extends Facts = Facts> = {
  name: string;
  initial: S;
  evolve: (state: S, event: StreamEvent) => S;
  /** Event fields that hold personal data: kept apart, erasable, covered by the chain through a salted hash. */
  personal: Record<string, readonly string[]>;
};

/** Folds a history from its beginning. */
export const replay = <S extends Facts>(kind: StreamKind<S>, events: readonly StreamEvent[]): S =>
  events.reduce(kind.evolve, kind.initial);

export const asText = (value: unknown): string | null => (typeof value === "string" ? value : null);
export const asNumber = (value: unknown): number | null => (typeof value === "number" ? value : null);
export const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
/** An instant kept as RFC 3339 text in an event or as epoch ms in a state; null when it is neither. */
export const asInstant = (value: unknown): number | null => {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  return typeof ms === "number" && Number.isFinite(ms) ? ms : null;
};
