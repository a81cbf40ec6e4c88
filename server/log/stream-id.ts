// Ids of streams that are found by their name, not by a list: the organisation, a regulation, a member.
import { createHash } from "node:crypto";

/** The same id for the same name always; shaped like every other stream's. */
export const streamId = (org: string, kind: string, key: string): string => {
  const hex = createHash("sha256").update(`${org}\n${kind}\n${key}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
};
