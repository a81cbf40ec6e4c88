// The first minute: an organisation is founded by whoever holds the token that the console printed.
import { z } from "zod";
import { codePattern } from "#domain/account/name.ts";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

export const getSetup = endpoint({
  method: "GET",
  path: "/api/setup",
  access: "public",
  summary: "Whether this server has no organisation yet",
  output: z.object({ needed: z.boolean() }),
});
export const postSetup = endpoint({
  method: "POST",
  path: "/api/setup",
  access: "public",
  summary: "Found an organisation with its first administrator, who is signed in by it",
  body: z.strictObject({
    token: text(100, 1),
    organisation: z.strictObject({
      code: z.string().regex(codePattern),
      name: text(100, 1),
      timeZone: text(60, 1),
    }),
    administrator: z.strictObject({
      name: text(60, 1),
      number: text(40).optional(),
      phone: text(30).optional(),
      password: text(200, 1),
    }),
  }),
  status: 201,
  output: z.object({ organisation: z.string(), member: z.string(), username: z.string() }),
});
