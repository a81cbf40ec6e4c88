// The closed lists of a matter's words: its kinds, channels, severities and states; and how it is numbered.

export const kinds = [
  "complaint",
  "enquiry",
  "query",
  "request",
  "suggestion",
  "praise",
  "application",
] as const;
export const channels = ["phone", "visit", "chat", "email", "letter", "fax", "web", "field"] as const;
export const severities = ["minor", "important", "major", "crisis"] as const;
export const caseStates = [
  "registered",
  "forwarded",
  "accepted",
  "resolved",
  "informed",
  "closed",
  "withdrawn",
] as const;
export type CaseStatus = (typeof caseStates)[number];

/** The counter of one day's matters. A rehearsal counts anew in each run. */
export const numberKey = (run: number, date: string): string => `case/${run}/${date.replaceAll("-", "")}`;

/** @param date YYYY-MM-DD */
export const writeNumber = (date: string, n: number): string =>
  `${date.replaceAll("-", "")}-${String(n).padStart(4, "0")}`;
