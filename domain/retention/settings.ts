// What an organisation set for itself: how long things without a length of their own are kept, and who decides on destruction.
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { sectionOf } from "#domain/organisation/staffed.ts";
import type { Paper } from "#domain/regulation/file/paper.ts";
import { asText } from "#domain/stream/event.ts";

/** How often what is over is looked through. */
export const looks = ["month", "quarter", "half-year", "year"] as const;

export type RetentionSettings = {
  /** Thing → length: `regulation/paper`, `matter:kind`, `duty`, `customer`. */
  keeps: Record<string, string>;
  /** How often it comes up as a duty; null: never. */
  every: (typeof looks)[number] | null;
  /** The post that sees to it; null: the organisation's head. */
  post: string | null;
  /** The duty's sentence, in the organisation's own words. */
  says: string;
};

/** The section as it stands. */
export const retentionOf = (o: OrganisationState): RetentionSettings => {
  const s = sectionOf(o, "retention");
  return {
    keeps: (s.keeps ?? {}) as Record<string, string>,
    every: looks.find((l) => l === s.every) ?? null,
    post: asText(s.post),
    says: asText(s.says) ?? "",
  };
};

/** How long, by which clause; a length without a clause is the organisation's own. */
export type Keeping = { keep: string; clause: string | null };

/** A paper's keeping: as its clause says, else as the organisation set it; null where nobody said anything. */
export const keepingOf = (
  s: RetentionSettings,
  p: { regulation: string; clause: string; paper: Paper },
): Keeping | null => {
  const { keep, keptBy } = p.paper;
  if (keep) return { keep, clause: keptBy === undefined ? p.clause : `${p.regulation}/${keptBy}` };
  return ownKeeping(s, `${p.regulation}/${p.paper.key}`);
};

/** What the organisation set for a thing. */
export const ownKeeping = (s: RetentionSettings, thing: string): Keeping | null => {
  const keep = Object.hasOwn(s.keeps, thing) ? s.keeps[thing] : undefined;
  return keep === undefined ? null : { keep, clause: null };
};
