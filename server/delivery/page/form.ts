// The settings as they are shown and changed: secrets are set and never read back.
import type { ClientBase } from "pg";
import type { z } from "zod";
import { type DeliveryForm, putDelivery } from "#api/delivery.ts";
import { type DeliverySettings, deliveryOf, secretNames, securities } from "#domain/delivery/settings.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { asOwner } from "#server/http/session/owner.ts";
import { keepSecret, keptSecrets } from "#server/http/session/secret.ts";
import { changeSection } from "#server/http/settings.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

type Given = z.output<NonNullable<typeof putDelivery.body>>;

/** The settings with what is known of their secrets: that they are there. */
export const formOf = (settings: DeliverySettings, kept: ReadonlySet<string>): DeliveryForm =>
  ({
    ...settings,
    mail: { ...settings.mail, passwordSet: kept.has(secretNames.password) },
    hooks: settings.hooks.map((hook) => ({
      ...hook,
      addressSet: kept.has(secretNames.address(hook.id)),
      signingSet: kept.has(secretNames.signing(hook.id)),
    })),
  }) as DeliveryForm;

/** Name → what it shall be; undefined leaves it as it is. */
type Secrets = Map<string, string | null | undefined>;

/** What goes into the log, and what is kept apart. */
const parted = ({ mail, hooks, ...rest }: Given): { value: Facts; secrets: Secrets } => {
  const { password, ...server } = mail;
  const secrets: Secrets = new Map([[secretNames.password, password]]);
  const bare = hooks.map(({ address, signing, ...hook }) => {
    secrets.set(secretNames.address(hook.id), address).set(secretNames.signing(hook.id), signing);
    return hook;
  });
  return { value: { mail: server, hooks: bare, ...rest }, secrets };
};

const mailAddress = /^[^\s@<>]+@[^\s@<>]+$|^[^<>]*<[^\s@<>]+@[^\s@<>]+>$/;

/** The password goes to where it was given for; whoever wants it elsewhere, or in the open, must know it. */
const isElsewhere = (was: DeliverySettings["mail"], now: Given["mail"]): boolean =>
  was.host !== now.host ||
  was.port !== now.port ||
  was.user !== now.user ||
  securities.indexOf(now.security) > securities.indexOf(was.security);

const faultIn = (o: OrganisationState, given: Given, secrets: Secrets, kept: ReadonlySet<string>) => {
  const { mail, hooks } = given;
  const no = (code: string, field: string): { refused: Refusal } => refuse("rule", code, { field });
  if (mail.on && mail.host === "") return no("delivery-host", "mail.host");
  if ((mail.on || mail.from !== "") && !mailAddress.test(mail.from)) return no("delivery-from", "mail.from");
  const keeps = mail.password === undefined && kept.has(secretNames.password);
  if (keeps && isElsewhere(deliveryOf(o).mail, mail)) return no("delivery-password-again", "mail.password");
  for (const [n, hook] of hooks.entries()) {
    if (hooks.findIndex((h) => h.id === hook.id) !== n) return no("delivery-hook-twice", `hooks.${n}.id`);
    if (hook.id === "mail") return no("delivery-hook-twice", `hooks.${n}.id`);
    if (!hook.departments.every((key) => o.departments.some((d) => d.key === key)))
      return no("delivery-whom", `hooks.${n}.departments`);
    if (!hook.posts.every((key) => o.posts.some((p) => p.key === key)))
      return no("delivery-whom", `hooks.${n}.posts`);
    const name = secretNames.address(hook.id);
    const address = secrets.get(name);
    if (address ? !/^https?:\/\/./.test(address) || !URL.canParse(address) : hook.on && !kept.has(name))
      return no("delivery-hook-address", `hooks.${n}.address`);
    if (address === null && hook.on) return no("delivery-hook-address", `hooks.${n}.address`);
  }
  return null;
};

/** Those of hooks that are no longer there go too. */
const change = async (
  client: ClientBase,
  org: string,
  secrets: Secrets,
  before: ReadonlySet<string>,
): Promise<void> => {
  const ours = [...before].filter((name) => name === secretNames.password || name.startsWith("hook."));
  for (const name of ours) if (!secrets.has(name)) await keepSecret(client, org, name, null);
  for (const [name, value] of secrets) if (value !== undefined) await keepSecret(client, org, name, value);
};

const put = async (world: World, { body, ...asked }: Input<unknown, unknown, Given>) => {
  const { org } = asked.caller;
  const { value, secrets } = parted(body);
  const before = await keptSecrets(world.side, org);
  await changeSection(world, asked, "delivery", value, async (unit) => {
    const fault = faultIn(unit.directory.organisation, body, secrets, before);
    if (fault) throw refused(fault.refused);
    // With the settings or not at all.
    await asOwner(unit.client, (client) => change(client, org, secrets, before));
  });
  const kept = await keptSecrets(world.side, org);
  return reading(world, org, async (unit) => formOf(deliveryOf(unit.directory.organisation), kept));
};

/** Registers the call that changes the settings. */
export const deliveryForm = (routes: Routes, world: World): void =>
  route(routes, putDelivery, (input) => put(world, input));
