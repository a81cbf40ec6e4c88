// What a member should know: a duty that came, a warning, a breach, a decision.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, list, page, text } from "./words.ts";

export const notice = z.object({
  id: z.string(),
  at: instant,
  /** A key of the interface's dictionary (`obligation.breached`, `case.forwarded`, `approval.asked` …). */
  about: z.string(),
  case: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** The recurring duty that it is about. */
  duty: z.string().nullable(),
  /** The paper that stands alone. */
  paper: z.string().nullable(),
  /** The edition that was sent to be known and signed. */
  edition: z.object({ regulation: z.string(), date: z.string() }).nullable(),
  title: z.string(),
  clause: z.string().nullable(),
  dueAt: instant.nullable(),
  read: z.boolean(),
});
export type Notice = z.infer<typeof notice>;

export const listNotices = endpoint({
  method: "GET",
  path: "/api/notices",
  access: "member",
  summary: "My notices, newest first",
  query: z.strictObject({ ...page }),
  output: list(notice).extend({ unread: z.number().int() }),
});
export const readNotices = endpoint({
  method: "POST",
  path: "/api/notices/read",
  access: "member",
  summary: "Everything up to this notice was read",
  body: z.strictObject({ upTo: text(200) }),
  output: z.object({ unread: z.number().int() }),
});
