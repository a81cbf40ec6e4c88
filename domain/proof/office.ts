// The office in which a clause is shown to run: one person for each role of its regulation, and some who hold none.
import type { Actor } from "#domain/case/may.ts";
import type { Member, OrganisationState } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { buildCalendar, type Calendar, type CalendarSource } from "#domain/time/calendar.ts";

/** Does what the product's own rights allow at the desk and in departments, and holds no role of any regulation. */
export const clerk = "clerk";
/** Holds nothing: whose consent must never count. */
export const stranger = "stranger";
const departments = ["service", "other"];

const memberFor = (id: string, name: string): Member => ({
  id,
  name,
  username: id,
  posts: [id],
  department: null,
});

const hours: [string, string][] = [
  ["09:00", "12:00"],
  ["13:30", "17:30"],
];
const officeWeek: CalendarSource["week"] = {
  "1": hours,
  "2": hours,
  "3": hours,
  "4": hours,
  "5": hours,
  "6": [],
  "7": [],
};

/** Each role of the regulation is a post of its own, held by one person of the same name. */
export const officeOf = (r: Regulation): OrganisationState => {
  const roles = Object.entries(r.roles);
  const people: [string, string][] = [...roles, [clerk, "经办人"], [stranger, "旁人"], ["head", "负责人"]];
  return {
    name: r.title,
    timeZone: "Asia/Shanghai",
    rehearsal: true,
    week: "always",
    posts: people.map(([key, name]) => ({ key, name, grants: [] })),
    departments: departments.map((key) => ({ key, name: key, head: clerk })),
    members: people.map(([key, name]) => memberFor(key, name)),
    head: "head",
    adopts: [r.regulation],
    figures: {},
    roles: Object.fromEntries(roles.map(([key]) => [`${r.regulation}/${key}`, [key]])),
    deputies: {},
    holidays: {},
    settings: {},
  };
};

/** A scenario's calendar: round the clock, or an office's; without public holidays, so that it never goes out of date. */
export const calendarFor = (office: boolean): Calendar =>
  buildCalendar({
    key: "proof",
    timeZone: "Asia/Shanghai",
    week: office ? officeWeek : "always",
    days: {},
    published: [2025, 2026, 2027, 2028],
    years: [2025, 2028],
  });

/** Whoever acts in a scenario has the product's own rights; what the regulation asks is asked of the role. */
export const actorFor = (id: string, department: string | null): Actor => ({
  id,
  posts: [id],
  department,
  grants: ["desk", "head", "chief"],
});
