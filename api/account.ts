// One's own account: password, second code, sessions, the same person's other accounts, keys for programs.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

const password = text(200, 1);
/** Six digits of the authenticator, or a backup code. */
const code = text(40, 1);

/** An account of the same person in another organisation. */
export const linkedAccount = z.object({
  username: z.string(),
  name: z.string(),
  organisation: z.string(),
  organisationName: z.string(),
  twoFactor: z.boolean(),
});

export const getAccount = endpoint({
  method: "GET",
  path: "/api/account",
  access: "member",
  summary: "One's own account",
  output: z.object({
    username: z.string(),
    /** A second name that signs in as well. */
    second: z.string().nullable(),
    twoFactor: z.object({ on: z.boolean(), backupCodesLeft: z.number() }),
    sessions: z.array(
      z.object({ id: z.string(), since: z.string(), device: z.string(), current: z.boolean() }),
    ),
    links: z.array(linkedAccount),
  }),
});
export const changePassword = endpoint({
  method: "POST",
  path: "/api/account/password",
  access: "member",
  summary: "Choose another password; all other sessions end",
  body: z.strictObject({ old: password, new: password }),
  output: z.object({ username: z.string() }),
});
export const endSession = endpoint({
  method: "DELETE",
  path: "/api/account/sessions/{session}",
  access: "member",
  summary: "End one of one's sessions, or with `others` all but this one",
  params: z.object({ session: text(80, 1) }),
  output: z.object({ ended: z.number() }),
});

export const beginTwoFactor = endpoint({
  method: "POST",
  path: "/api/account/two-factor",
  access: "member",
  summary: "Begin with two-factor: the secret for the authenticator",
  body: z.strictObject({ password }),
  /** `address` is what the QR code for the authenticator says. */
  output: z.object({ secret: z.string(), address: z.string() }),
});
const backupCodes = z.object({ backupCodes: z.array(z.string()) });
export const confirmTwoFactor = endpoint({
  method: "POST",
  path: "/api/account/two-factor/confirm",
  access: "member",
  summary: "Switch two-factor on with a first code; the backup codes are told once",
  body: z.strictObject({ code }),
  output: backupCodes,
});
export const renewBackupCodes = endpoint({
  method: "POST",
  path: "/api/account/two-factor/backup-codes",
  access: "member",
  summary: "New backup codes in the place of all earlier ones",
  body: z.strictObject({ password, code }),
  output: backupCodes,
});
export const endTwoFactor = endpoint({
  method: "POST",
  path: "/api/account/two-factor/off",
  access: "member",
  summary: "Switch two-factor off",
  body: z.strictObject({ password, code }),
  output: z.object({ on: z.literal(false) }),
});

export const listLinks = endpoint({
  method: "GET",
  path: "/api/account/links",
  access: "member",
  summary: "One's accounts in other organisations",
  output: z.object({ items: z.array(linkedAccount), next: z.null() }),
});
export const addLink = endpoint({
  method: "POST",
  path: "/api/account/links",
  access: "member",
  summary: "Link one's account in another organisation, by its name and password",
  body: z.strictObject({ username: text(120, 1), password, code: code.optional() }),
  output: z.object({ items: z.array(linkedAccount), next: z.null() }),
});
export const removeLink = endpoint({
  method: "DELETE",
  path: "/api/account/links/{username}",
  access: "member",
  summary: "Link it no more",
  params: z.object({ username: text(120, 1) }),
  output: z.object({ items: z.array(linkedAccount), next: z.null() }),
});

const key = z.object({
  id: z.string(),
  name: z.string(),
  member: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
});
export const listKeys = endpoint({
  method: "GET",
  path: "/api/account/keys",
  access: "member",
  summary: "The organisation's API keys, without the keys themselves; by the administrator",
  output: z.object({ items: z.array(key), next: z.null() }),
});
export const addKey = endpoint({
  method: "POST",
  path: "/api/account/keys",
  access: "member",
  summary: "Make an API key, which is told once; it acts as a member, by default the one who makes it",
  body: z.strictObject({
    name: text(80, 1),
    member: text(120, 1).optional(),
    expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  }),
  status: 201,
  output: key.extend({ key: z.string() }),
});
export const removeKey = endpoint({
  method: "DELETE",
  path: "/api/account/keys/{id}",
  access: "member",
  summary: "Revoke an API key; every process refuses it within 5 seconds",
  params: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(key), next: z.null() }),
});
