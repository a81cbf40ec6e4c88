// The settings while they are typed: what was left alone of a secret stays as it is.
import type { z } from "zod";
import type { Delivery, putDelivery } from "#api/delivery.ts";

export type Draft = z.input<NonNullable<typeof putDelivery.body>>;
export type HookDraft = Draft["hooks"][number];

/** What stands, as a draft. */
export const draftOf = (stands: Delivery): Draft => {
  const { passwordSet: _, ...mail } = stands.mail;
  const hooks = stands.hooks.map(({ addressSet: __, signingSet: ___, ...hook }) => hook);
  const { quiet, urgent, urgentAbout, collectSeconds, language } = stands;
  return { mail, hooks, quiet, urgent, urgentAbout, collectSeconds, language };
};

/** A hook of which nothing is known yet. */
export const newHook = (): HookDraft => ({
  id: `g-${crypto.randomUUID().slice(0, 8)}`,
  on: true,
  name: "",
  shape: "wecom",
  departments: [],
  posts: [],
  about: [],
});

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
