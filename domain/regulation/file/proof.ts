// How a clause is shown to run.

/** One act in a proof: `{ forward: { department: service }, as: role }`. */
export type Act = Readonly<Record<string, unknown>>;
/** The clause's own scenario; what is played follows from what the clause carries. */
export type Proof = {
  at?: string;
  calendar?: "office";
  blanks?: Readonly<Record<string, string>>;
  given?: readonly Act[];
  act?: Act;
  due?: string;
  unless?: readonly Act[];
  raised?: string;
  refused?: Act;
  then?: readonly Act[];
  accepted?: Act;
  asks?: Act;
  grants?: readonly string[];
  fill?: Readonly<Record<string, unknown>>;
  sign?: readonly string[];
  shows?: Act;
  hides?: Act;
  finds?: string;
  passes?: string;
  accepts?: Act;
  refuses?: Act;
  counts?: number;
};
