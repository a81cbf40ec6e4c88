// The accounts of an organisation, as its administrator looks after them; and the invited person's first step.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

/** `none`: nobody was invited yet. `starting`: a password on paper waits to be changed. */
export const accountState = z.enum(["none", "invited", "starting", "active", "closed"]);

const account = z.object({
  member: z.string(),
  name: z.string(),
  username: z.string(),
  second: z.string().nullable(),
  state: accountState,
  /** Until when the invitation or the starting password serves. */
  until: z.string().nullable(),
  twoFactor: z.boolean(),
  sessions: z.number(),
});
const params = z.object({ member: text(120, 1) });
const nothing = z.strictObject({});

export const listAccounts = endpoint({
  method: "GET",
  path: "/api/accounts",
  access: "member",
  summary: "Everybody who works here with the state of their account; by the administrator",
  output: z.object({ items: z.array(account), next: z.null() }),
});
export const invite = endpoint({
  method: "POST",
  path: "/api/accounts/{member}/invite",
  access: "member",
  summary: "A link with which a member sets a password of their own, once, within seven days",
  params,
  body: nothing,
  output: z.object({ username: z.string(), link: z.string(), expiresAt: z.string() }),
});
export const giveStartingPassword = endpoint({
  method: "POST",
  path: "/api/accounts/{member}/starting-password",
  access: "member",
  summary: "A password that the member must change at once; their sessions end",
  params,
  body: nothing,
  output: z.object({ username: z.string(), password: z.string() }),
});
/** What an administrator does to an account; each is told on the member's own stream. */
export const changeAccount = endpoint({
  method: "POST",
  path: "/api/accounts/{member}/{act}",
  access: "member",
  summary: "Switch two-factor off, end all sessions, close the account, or open it again",
  params: params.extend({ act: z.enum(["two-factor-off", "end-sessions", "close", "reopen"]) }),
  body: nothing,
  output: account,
});
export const printSlips = endpoint({
  method: "POST",
  path: "/api/accounts/slips",
  access: "member",
  summary: "Slips to be cut and handed out, each with a sign-in name and a link or a starting password",
  body: z.strictObject({
    members: z.array(text(120, 1)).min(1).max(200),
    with: z.enum(["link", "password"]),
  }),
  output: z.object({
    address: z.string(),
    items: z.array(
      z.object({
        member: z.string(),
        name: z.string(),
        username: z.string(),
        second: z.string().nullable(),
        link: z.string().nullable(),
        password: z.string().nullable(),
      }),
    ),
    next: z.null(),
  }),
});

export const lookInvitation = endpoint({
  method: "POST",
  path: "/api/invitations/look",
  access: "public",
  summary: "Whose invitation it is",
  body: z.strictObject({ token: text(100, 1) }),
  output: z.object({
    organisation: z.string(),
    name: z.string(),
    username: z.string(),
    second: z.string().nullable(),
  }),
});
export const acceptInvitation = endpoint({
  method: "POST",
  path: "/api/invitations/accept",
  access: "public",
  summary:
    "Set a password with an invitation, which is spent by it, and be signed in unless two-factor is on",
  body: z.strictObject({ token: text(100, 1), password: text(200, 1) }),
  output: z.object({ username: z.string(), signedIn: z.boolean() }),
});
