// Who decides approvals in a member's place, for a time.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, someone } from "./words.ts";

const deputy = z.object({
  member: z.string(),
  memberName: z.string().nullable(),
  deputy: z.string(),
  deputyName: z.string().nullable(),
  from: instant,
  to: instant,
});
const deputies = z.object({
  /** Who decides in my place. */
  items: z.array(deputy),
  /** In whose place I decide. */
  for: z.array(deputy),
});
export type Deputies = z.infer<typeof deputies>;

export const getDeputies = endpoint({
  method: "GET",
  path: "/api/deputies",
  access: "member",
  summary: "Who decides approvals in my place and when, and in whose place I do",
  output: deputies,
});
export const putDeputies = endpoint({
  method: "PUT",
  path: "/api/deputies",
  access: "member",
  summary: "Name who decides approvals in my place; the list replaces the one before",
  body: z.strictObject({
    items: z.array(z.strictObject({ deputy: someone, from: instant, to: instant })).max(20),
  }),
  output: deputies,
});
export const deleteDeputies = endpoint({
  method: "DELETE",
  path: "/api/deputies",
  access: "member",
  summary: "Nobody decides in my place any more",
  body: z.strictObject({}),
  output: deputies,
});
