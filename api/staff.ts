// Who works here, for those who keep the list: joining, changing, leaving, and what somebody holds.
import { z } from "zod";
import { staffColumns } from "#domain/staff/rows.ts";
import { endpoint } from "./endpoint.ts";
import { id, list, page, text } from "./words.ts";

export const staffMember = z.object({
  id: z.string(),
  name: z.string(),
  /** By which they sign in. */
  username: z.string(),
  /** All names by which they sign in. */
  signIn: z.array(z.string()),
  number: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  department: z.string().nullable(),
  posts: z.array(z.string()),
  left: z.boolean(),
});
export type StaffMember = z.infer<typeof staffMember>;

const own = text(200).nullable().optional();
const form = z.strictObject({
  name: text(80),
  number: own,
  phone: own,
  email: own,
  department: text(80, 1).nullable().optional(),
  posts: z.array(text(80, 1)).max(20).optional(),
});
const one = z.strictObject({ id });

export const listStaff = endpoint({
  method: "GET",
  path: "/api/staff",
  access: "member",
  summary: "Everybody who works here or did, for administrators and auditors",
  query: z.strictObject({
    ...page,
    /** Name, number, telephone, pinyin. */
    q: text(100).optional(),
    state: z.enum(["here", "left", "all"]).optional(),
    department: text(80, 1).optional(),
    post: text(80, 1).optional(),
  }),
  output: list(staffMember).extend({ here: z.number().int(), left: z.number().int() }),
});
export const getStaff = endpoint({
  method: "GET",
  path: "/api/staff/{id}",
  access: "member",
  summary: "One of them",
  params: one,
  output: staffMember,
});
export const addStaff = endpoint({
  method: "POST",
  path: "/api/staff",
  access: "member",
  summary: "Somebody joins; the sign-in name is the organisation's code with the number, else the telephone",
  body: form,
  status: 201,
  output: staffMember,
});
export const changeStaff = endpoint({
  method: "PUT",
  path: "/api/staff/{id}",
  access: "member",
  summary: "Change what is written down of somebody; what they hold stays with them",
  params: one,
  body: form,
  output: staffMember,
});

const thing = z.object({ id: z.string(), name: z.string() });
const some = z.object({ count: z.number().int(), items: z.array(thing) });
export const held = z.object({
  /** Open matters of which they were asked first, or which are assigned to them. */
  matters: some,
  /** Waiting approvals that name them, or that they asked for. */
  approvals: some,
  /** Clocks that run on them: through a matter, or through a post that nobody else holds. */
  obligations: z.number().int(),
  /** Recurring duties of posts that nobody else holds. */
  duties: z.number().int(),
  /** Papers that wait for the signature of a post that nobody else holds. */
  papers: z.number().int(),
  /** Deputies named by them or naming them: they end. */
  deputies: z.number().int(),
  /** Posts that would stand empty; `head`: of the organisation, or the one administrator, so somebody must take it. */
  posts: z.array(z.object({ key: z.string(), name: z.string(), needed: z.boolean() })),
});
export type Held = z.infer<typeof held>;
export const getHeld = endpoint({
  method: "GET",
  path: "/api/staff/{id}/held",
  access: "member",
  summary: "What somebody holds, to be handed over before they leave",
  params: one,
  output: held,
});

/** Who takes over what: a member each; what nobody holds needs nobody. */
const successors = z.strictObject({
  matters: id.nullable().optional(),
  approvals: id.nullable().optional(),
  /** Takes the posts that would stand empty. */
  posts: id.nullable().optional(),
});
const reason = text(500, 1);
export const leaveStaff = endpoint({
  method: "POST",
  path: "/api/staff/{id}/leave",
  access: "member",
  summary: "Somebody leaves: account closed, what they hold goes to the successors",
  params: one,
  body: z.strictObject({ reason, to: successors }),
  output: staffMember,
});
export const handOverStaff = endpoint({
  method: "POST",
  path: "/api/staff/{id}/hand-over",
  access: "member",
  summary: "What somebody holds goes to successors, though they stay",
  params: one,
  body: z.strictObject({ reason, to: successors }),
  output: staffMember,
});
export const returnStaff = endpoint({
  method: "POST",
  path: "/api/staff/{id}/return",
  access: "member",
  summary: "Somebody who had left is back, under the same id",
  params: one,
  body: z.strictObject({
    department: text(80, 1).nullable().optional(),
    posts: z.array(text(80, 1)).max(20).optional(),
  }),
  output: staffMember,
});

const mapping = z.partialRecord(z.enum(staffColumns), text(200, 1));
const row = z.object({
  line: z.number().int(),
  what: z.enum(["add", "change", "same", "faulty"]),
  name: z.string(),
  signIn: z.string(),
  /** Department and posts in words. */
  department: z.string(),
  posts: z.string(),
  faults: z.array(z.object({ field: z.enum(staffColumns), message: z.string() })),
});
export const previewStaff = endpoint({
  method: "POST",
  path: "/api/staff/import/preview",
  access: "member",
  summary: "Look at a table of people: columns as guessed, and what each row would do",
  sends: "multipart/form-data",
  output: z.object({
    columns: z.array(z.string()),
    mapping,
    rows: z.array(row),
    add: z.number().int(),
    change: z.number().int(),
    same: z.number().int(),
    faulty: z.number().int(),
  }),
});
export type StaffPreview = z.infer<typeof previewStaff.output>;
/** Nothing is taken while one row is faulty. */
export const importStaff = endpoint({
  method: "POST",
  path: "/api/staff/import",
  access: "member",
  summary: "Take a table of people, wholly or not at all",
  sends: "multipart/form-data",
  output: z.object({ added: z.number().int(), changed: z.number().int(), same: z.number().int() }),
});

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;
export const getStaffTemplate = endpoint({
  method: "GET",
  path: "/api/staff/template",
  access: "member",
  summary: "An empty table of people to fill in",
  answers: xlsx,
  output: z.unknown(),
});
export const exportStaff = endpoint({
  method: "GET",
  path: "/api/staff/export",
  access: "member",
  summary: "Everybody as a table that can be imported again",
  answers: xlsx,
  output: z.unknown(),
});
