// Who works here, in which post and department, and which post stands for which role of a regulation.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { list, page, text } from "./words.ts";

export const member = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  posts: z.array(z.string()),
  department: z.string().nullable(),
  /** No longer here: the name still shows in what they did. */
  left: z.boolean().optional(),
});

export const getMe = endpoint({
  method: "GET",
  path: "/api/me",
  access: "member",
  summary: "The signed-in member, the organisation, and what they may do",
  output: z.object({
    member,
    organisation: z.object({
      id: z.string(),
      name: z.string(),
      timeZone: z.string(),
      rehearsal: z.boolean(),
      demo: z.boolean(),
    }),
    posts: z.array(z.string()),
    /** Names of what the member may do at all (`case.register`, `regulation.edit` …). */
    may: z.array(z.string()),
    /** Told to administrators: years whose days off are missing though clocks reach into them. */
    missingYears: z.array(z.number().int()).optional(),
    /** The organisation's time now: a rehearsal's clock stands still. */
    now: z.string(),
  }),
});
export const listMembers = endpoint({
  method: "GET",
  path: "/api/members",
  access: "member",
  summary: "The organisation's members",
  query: z.strictObject(page),
  output: list(member),
});
export const listDepartments = endpoint({
  method: "GET",
  path: "/api/departments",
  access: "member",
  summary: "The organisation's departments and their heads",
  query: z.strictObject(page),
  output: list(z.object({ key: z.string(), name: z.string(), head: z.string().nullable() })),
});

export const roleRow = z.object({
  regulation: z.string(),
  regulationTitle: z.string(),
  role: z.string(),
  name: z.string(),
  posts: z.array(z.string()),
  /** No post is mapped: the role falls to the organisation's head. */
  fallsToHead: z.boolean(),
  /** The clauses that name the role, by their full ids. */
  clauses: z.array(z.string()),
});
export const listRoles = endpoint({
  method: "GET",
  path: "/api/roles",
  access: "member",
  summary: "The map from regulations' roles to the organisation's posts",
  query: z.strictObject(page),
  output: list(roleRow).extend({
    posts: z.array(z.object({ key: z.string(), name: z.string(), member: z.string().nullable() })),
  }),
});
export const putRoles = endpoint({
  method: "PUT",
  path: "/api/roles",
  access: "member",
  summary: "Change the map, by the administrator",
  body: z.strictObject({
    items: z
      .array(z.object({ regulation: text(80, 1), role: text(80, 1), posts: z.array(text(80, 1)).max(20) }))
      .max(2000),
    // What GET answers may be changed and sent back whole.
    posts: z.unknown().optional(),
    next: z.unknown().optional(),
  }),
  output: z.object({ items: z.array(roleRow) }),
});
