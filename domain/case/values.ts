// The closed lists of a matter's words: its kinds, channels, severities and states.

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
