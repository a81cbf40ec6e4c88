// The process itself: the demo's accounts, signing in and out.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

export const demo = endpoint({
  method: "GET",
  path: "/api/demo",
  access: "public",
  summary: "The demo's accounts of the organisations wholly loaded, while the demo is on",
  output: z.object({
    on: z.boolean(),
    /** Asked for on a server that others can reach: shown in red. */
    exposed: z.boolean(),
    password: z.string().nullable(),
    items: z.array(
      z.object({
        username: z.string(),
        name: z.string(),
        organisation: z.string(),
        organisationName: z.string(),
        post: z.string(),
        postName: z.string(),
      }),
    ),
    next: z.null(),
  }),
});
/** Told what changed, one line each; browsers fetch it themselves. */
export const stream = endpoint({
  method: "GET",
  path: "/api/stream",
  access: "member",
  summary: "Server-sent events: what changed",
  answers: "text/event-stream",
  output: z.unknown(),
});
/** Served by the sign-in library; sets the session cookie. */
export const signIn = endpoint({
  method: "POST",
  path: "/api/auth/sign-in/username",
  access: "public",
  summary: "Sign in",
  /** `code`: of the authenticator, or a backup code, where two-factor is on. */
  body: z.object({ username: text(120, 1), password: text(200, 1), code: text(40, 1).optional() }),
  /** `twoFactor`: the password is right and a code is missing; nobody is signed in yet. */
  output: z.object({ twoFactor: z.boolean().optional(), user: z.unknown().optional() }),
});
/** To one's linked account in another organisation, without a password. */
export const switchAccount = endpoint({
  method: "POST",
  path: "/api/auth/switch",
  access: "public",
  summary: "Change over to a linked account",
  body: z.object({ username: text(120, 1), code: text(40, 1).optional() }),
  output: z.object({ twoFactor: z.boolean().optional(), user: z.unknown().optional() }),
});
/** Who is signed in, even while a password must be chosen first. */
export const presentSession = endpoint({
  method: "GET",
  path: "/api/auth/get-session",
  access: "public",
  summary: "The present session, or null",
  output: z
    .object({
      user: z.object({ username: z.string(), name: z.string() }),
      mustChange: z.boolean().optional(),
    })
    .nullable(),
});
export const signOut = endpoint({
  method: "POST",
  path: "/api/auth/sign-out",
  access: "public",
  summary: "Sign out",
  body: z.object({}),
  output: z.unknown(),
});
