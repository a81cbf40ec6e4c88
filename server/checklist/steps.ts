// The steps of setting up, each judged by what the office really has.
import { type Step, settleable, stepNames } from "#api/checklist.ts";
import { blankOf } from "#domain/edition/blank.ts";
import { clausesByRole } from "#domain/edition/roles.ts";
import { holderOf } from "#domain/organisation/organisation.ts";
import { sectionOf } from "#domain/organisation/staffed.ts";
import { clauseId } from "#domain/regulation/file.ts";
import { localDate } from "#domain/time/calendar.ts";
import type { Directory } from "#server/log/directory.ts";

/** What stands outside the directory. */
export type Outside = {
  /** Members who can sign in but have not chosen a password, or who have no account. */
  unused: number;
  /** When the latest backup was made, RFC 3339; `alone`: no other organisation is on the server. */
  backup: { at: string | null; alone: boolean };
  /** How many matters there are, counted up to two. */
  matters: number;
  publicUrl: string;
  /** The address of the browser that asks; null where it did not say. */
  browser: string | null;
};

/** Mail, or a group robot. */
type Way = { on?: boolean };
type Judged = { done: boolean; facts: Step["facts"] };

/** From October on the next year's days off are due too: the notice comes in November. */
const yearsWanted = (today: string): number[] => {
  const year = Number(today.slice(0, 4));
  return today.slice(5) >= "10-01" ? [year, year + 1] : [year];
};

const hours = (d: Directory, now: number): Judged => {
  const { week } = d.organisation;
  const missing = yearsWanted(localDate(d.calendar, now)).filter(
    (year) => !d.calendarSource.published.includes(year),
  );
  return {
    done: week !== "always" && missing.length === 0,
    facts: { always: week === "always" ? 1 : 0, missing: missing.join(" ") },
  };
};

const posts = ({ organisation: o }: Directory): Judged => {
  const vacant = o.posts.filter((p) => !holderOf(o, p.key)).length;
  const desks = o.posts.filter((p) => p.grants.includes("desk")).length;
  return { done: desks > 0, facts: { n: o.posts.length, vacant, desks } };
};

const staff = ({ organisation: o }: Directory, { unused }: Outside): Judged => {
  const here = o.members.filter((m) => !m.left);
  const desk = o.posts.some((p) => p.grants.includes("desk") && holderOf(o, p.key));
  return { done: here.length > 1 && desk, facts: { n: here.length, unused, desk: desk ? 1 : 0 } };
};

/** What the adopted regulations ask of the office: posts for their roles, figures for their blanks. */
const asked = (d: Directory, now: number): { roles: Judged; figures: Judged } => {
  const { roles, figures } = d.organisation;
  const count = { roles: 0, head: 0, blanks: 0, waiting: 0 };
  const inForce = Object.entries(d.inForceAt(now));
  for (const [key, edition] of inForce) {
    const regulation = d.regulation(key, edition);
    const named = clausesByRole(regulation);
    for (const role of Object.keys(regulation.roles)) {
      if ((named.get(role) ?? []).length === 0) continue;
      count.roles++;
      if ((roles[`${key}/${role}`] ?? []).length === 0) count.head++;
    }
    for (const clause of regulation.clauses) {
      const blank = blankOf(clause);
      if (!blank || clause.waiting !== undefined) continue;
      count.blanks++;
      if (figures[clauseId(key, clause.id)] === undefined && figures[blank] === undefined) count.waiting++;
    }
  }
  const any = inForce.length > 0;
  return {
    roles: { done: any && count.head === 0, facts: { n: count.roles, head: count.head } },
    figures: { done: any && count.waiting === 0, facts: { n: count.blanks, waiting: count.waiting } },
  };
};

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : address);

const judge = (d: Directory, now: number, outside: Outside): Record<string, Judged> => {
  const o = d.organisation;
  const print = sectionOf(o, "print");
  const { mail, hooks = [] } = sectionOf(o, "delivery") as { mail?: Way; hooks?: Way[] };
  const ways = [mail, ...hooks].filter((way) => way?.on).length;
  const { publicUrl, browser, backup, matters } = outside;
  return {
    organisation: { done: o.name !== "", facts: { name: o.name } },
    hours: hours(d, now),
    departments: { done: o.departments.length > 0, facts: { n: o.departments.length } },
    posts: posts(d),
    staff: staff(d, outside),
    regulations: { done: d.adopted.length > 0, facts: { n: d.adopted.length } },
    ...asked(d, now),
    print: { done: Object.values(print).some((v) => v !== null && v !== "" && v !== false), facts: {} },
    delivery: { done: ways > 0, facts: { n: ways } },
    address: {
      done: browser !== null && originOf(publicUrl) === originOf(browser),
      facts: { publicUrl, browser: browser ?? "" },
    },
    backup: {
      done: backup.at !== null || !backup.alone,
      facts: { at: backup.at ?? "", alone: backup.alone ? 1 : 0 },
    },
    first: { done: matters > 0, facts: { n: matters } },
  };
};

/** The steps in their order, with what the administrator put off or said to be right. */
export const stepsOf = (d: Directory, now: number, outside: Outside): Step[] => {
  const put = sectionOf(d.organisation, "checklist") as { later?: string[]; settled?: string[] };
  const judged = judge(d, now, outside);
  return stepNames.map((name) => {
    const { done, facts } = judged[name] as Judged;
    const settled = !done && settleable.includes(name) && (put.settled ?? []).includes(name);
    const later = !done && !settled && (put.later ?? []).includes(name);
    return { name, done: done || settled, later, settled, facts };
  });
};
