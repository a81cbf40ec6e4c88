// What is wrong with a log, and which of two findings comes first.

/** Where a log stops being what was written, and why it is thought so. */
export type Bad = {
  org: string;
  stream?: string;
  /** Number of the first event of the stream that is changed, missing or foreign. */
  seq?: number;
  /** Number of the seal that shows it, or that is itself bad. */
  seal?: number;
  /** One sentence. */
  reason: string;
};

/** Streams before seals, by id; within a stream by number. */
const before = (a: Bad, b: Bad): boolean => {
  if (a.stream !== b.stream) return a.stream !== undefined && (b.stream === undefined || a.stream < b.stream);
  return (a.seq ?? 0) < (b.seq ?? 0);
};

/** The earlier of two findings in one organisation. */
export const earlier = (a: Bad | null, b: Bad | null): Bad | null =>
  a && b ? (before(b, a) ? b : a) : (a ?? b);
