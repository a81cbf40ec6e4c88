// Keys with which programs act as a member; made and revoked by the administrator.
import { addKey, listKeys, removeKey } from "#api/account.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { issueApiKey, type KeyRow, listApiKeys, revokeApiKey } from "#server/http/session/account.ts";
import type { Sessions } from "#server/http/session.ts";
import type { Caller } from "#server/log/command.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { changeAccounts } from "./change.ts";
import { ownAccount } from "./own.ts";

const asAdmin = (world: World, caller: Caller): Promise<void> =>
  reading(world, caller.org, async ({ directory }) => {
    if (!grantsOf(directory.organisation, caller.member).includes("admin"))
      throw refused(refuse("forbidden", "may-not-admin").refused);
  });

/** Registers the routes of API keys. */
export const keyRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  const all = async (org: string): Promise<{ items: KeyRow[]; next: null }> => ({
    items: await listApiKeys(world.side, org),
    next: null,
  });

  route(routes, listKeys, async ({ caller }) => {
    await asAdmin(world, caller);
    return all(caller.org);
  });

  route(routes, addKey, async ({ body, caller, request }) => {
    await ownAccount(sessions, request);
    const member = body.member ?? caller.member;
    const past = body.expiresAt && Date.parse(body.expiresAt) <= Date.now();
    if (past) throw refused(refuse("rule", "key-past", { field: "expiresAt" }).refused);
    const left = await reading(
      world,
      caller.org,
      async ({ directory }) => memberOf(directory.organisation, member)?.left ?? false,
    );
    if (left) throw refused(refuse("rule", "member-unknown", { values: { value: member } }).refused);
    const to = { org: caller.org, member, name: body.name };
    const expiresAt = body.expiresAt ? { expiresAt: new Date(body.expiresAt) } : {};
    const whose = { members: [member], what: "key-made", byAdmin: true } as const;
    const made = await changeAccounts(world, caller, whose, async (client) => ({
      done: await issueApiKey(client, { ...to, ...expiresAt }),
    }));
    const { items } = await all(caller.org);
    return { ...items.find((key) => key.id === made.id), key: made.key };
  });

  route(routes, removeKey, async ({ params, caller, request }) => {
    await ownAccount(sessions, request);
    await asAdmin(world, caller);
    const { items } = await all(caller.org);
    const key = items.find((one) => one.id === params.id);
    if (!key) throw refused(refuse("unknown", "unknown").refused);
    const whose = { members: [key.member], what: "key-revoked", byAdmin: true } as const;
    await changeAccounts(world, caller, whose, async (client) => {
      await revokeApiKey(client, caller.org, key.id);
      return { done: null };
    });
    return all(caller.org);
  });
};
