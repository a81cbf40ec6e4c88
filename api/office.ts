// The office itself: name, hours of service, time zone, the days off of each year, and how papers are printed.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, text } from "./words.ts";

const interval = z.tuple([text(5, 5), text(5, 5)]);
const day = z.array(interval).max(8);
export const week = z.union([
  z.literal("always"),
  z.strictObject({ "1": day, "2": day, "3": day, "4": day, "5": day, "6": day, "7": day }),
]);
const dates = z.array(z.iso.date()).max(120);
export const holidays = z.strictObject({ closed: dates, worked: dates });

/** `A5` lies across; `tractor` is continuous paper of 241 mm. */
export const papers = ["A4", "A5", "tractor"] as const;
export const printSettings = z.strictObject({
  /** In the place of the organisation's name; several lines allowed. */
  header: text(200).optional(),
  paper: z.enum(papers).optional(),
});

export const officeYear = z.object({
  year: z.number().int(),
  /** Whose word it is: the official notice as the product carries it, what was typed here, or nobody's yet. */
  from: z.enum(["official", "own", "missing"]),
  days: z.array(z.object({ date: z.string(), working: z.boolean(), name: z.string() })),
});
export type OfficeYear = z.infer<typeof officeYear>;
export const office = z.object({
  code: z.string(),
  name: z.string(),
  timeZone: z.string(),
  /** The post that leads the organisation. */
  head: z.string(),
  week,
  today: z.string(),
  years: z.array(officeYear),
  missingYears: z.array(z.object({ year: z.number().int(), loud: z.boolean() })),
  print: printSettings.extend({ logo: z.boolean() }),
  /** Views are still being counted anew after a change; what was counted before shows meanwhile. */
  counting: z.boolean(),
});
export type Office = z.infer<typeof office>;

export const getOffice = endpoint({
  method: "GET",
  path: "/api/office",
  access: "member",
  summary: "The office: name, hours, holidays, print",
  output: office,
});
const changes = z.strictObject({
  name: text(80, 1).optional(),
  timeZone: text(60, 1).optional(),
  head: text(80, 1).optional(),
  week: week.optional(),
  /** Year → its days, in the place of what is known; null gives the official ones back. */
  holidays: z.record(z.string().regex(/^(19|20|21)\d\d$/), holidays.nullable()).optional(),
});
/** Open clocks are counted anew. */
export const changeOffice = endpoint({
  method: "PUT",
  path: "/api/office",
  access: "member",
  summary: "Change what is given; open clocks are counted anew where the calendar moves",
  body: changes,
  output: office,
});
const moved = z.object({
  stream: z.string(),
  number: z.string(),
  title: z.string(),
  clause: z.string(),
  before: instant.nullable(),
  after: instant.nullable(),
});
export const previewOffice = endpoint({
  method: "POST",
  path: "/api/office/preview",
  access: "member",
  summary: "How many open clocks a change of the calendar would move, and by how much; changes nothing",
  body: changes,
  output: z.object({
    /** Open clocks with a due time that were looked at. */
    clocks: z.number().int(),
    /** There are more than were looked at. */
    more: z.boolean(),
    earlier: z.number().int(),
    later: z.number().int(),
    /** Would be over at once. */
    over: z.number().int(),
    /** Those moved furthest, at most 20. */
    items: z.array(moved),
  }),
});
export type OfficePreview = z.infer<typeof previewOffice.output>;

export const putPrint = endpoint({
  method: "PUT",
  path: "/api/office/print",
  access: "member",
  summary: "Header and paper of everything that is printed",
  body: printSettings,
  output: printSettings,
});
export const getPrintPreview = endpoint({
  method: "GET",
  path: "/api/office/print/preview",
  access: "member",
  summary: "A sheet as it would be printed",
  query: z.strictObject({ header: text(200).optional(), paper: z.enum(papers).optional() }),
  answers: "application/pdf",
  output: z.unknown(),
});
/** PNG or JPEG by its content, at most 500 kB, as multipart/form-data. */
export const putLogo = endpoint({
  method: "POST",
  path: "/api/office/logo",
  access: "member",
  summary: "The logo on everything that is printed",
  sends: "multipart/form-data",
  output: z.object({ size: z.number().int() }),
});
export const getLogo = endpoint({
  method: "GET",
  path: "/api/office/logo",
  access: "member",
  summary: "The logo; `n` tells one from another, so that a browser fetches a new one",
  query: z.strictObject({ n: z.coerce.number().int().min(0).max(1_000_000).optional() }),
  answers: "application/octet-stream",
  output: z.unknown(),
});
export const removeLogo = endpoint({
  method: "DELETE",
  path: "/api/office/logo",
  access: "member",
  summary: "No logo any more",
  body: z.strictObject({}),
  output: z.object({ removed: z.boolean() }),
});
