// The accounts of everybody who works here: invited, given a first password, closed, by the administrator.

import type { PoolClient } from "pg";
import { changeAccount, giveStartingPassword, invite, listAccounts, printSlips } from "#api/accounts.ts";
import { signInNames } from "#domain/account/name.ts";
import { type Member, memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import {
  closeAccount,
  endSessions,
  endTwoFactor,
  nameAccount,
  reopenAccount,
} from "#server/http/session/member/account.ts";
import { inviteMember, newStarting, startPassword } from "#server/http/session/member/invitation.ts";
import type { Sessions } from "#server/http/session.ts";
import type { Caller } from "#server/log/command.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { changeAccounts, type What } from "./change.ts";
import { ownAccount } from "./own.ts";
import { accountRows } from "./rows.ts";

const none = (member: string) => refuse("rule", "account-none", { values: { member } });

/** @throws ProblemError for whoever is no administrator */
const membersFor = (world: World, caller: Caller): Promise<readonly Member[]> =>
  reading(world, caller.org, async ({ directory: { organisation } }) => {
    if (!grantsOf(organisation, caller.member).includes("admin"))
      throw refused(refuse("forbidden", "may-not-admin").refused);
    return organisation.members;
  });

/** Somebody who works here gets an account at their first invitation, if they have none yet. */
const withAccount = async (
  client: PoolClient,
  org: string,
  m: Member,
): Promise<{ refused: Refusal } | null> => {
  const { rowCount } = await client.query(`select from auth."user" where org = $1 and member = $2`, [
    org,
    m.id,
  ]);
  if (m.left || rowCount) return m.left ? none(m.name) : null;
  const { username, second } = signInNames(org, m);
  const first = username ?? (m.username || null);
  if (first === null) return refuse("rule", "account-nameless", { values: { member: m.name } });
  const taken = await nameAccount(client, { org, member: m.id, name: m.name, username: first, second });
  return taken ? refuse("conflict", "sign-in-name-taken", { values: { value: first } }) : null;
};

type Given = { username: string; second: string | null; link: string | null; password: string | null };

/** Gives each of these members a way in: a link, or a password for the first time. */
const letIn = async (
  world: World,
  caller: Caller,
  publicUrl: string,
  members: readonly string[],
  by: "link" | "password",
): Promise<(Given & { member: string; name: string; expiresAt: string | null })[]> => {
  const all = await membersFor(world, caller);
  const chosen = [...new Set(members)].map((id) => {
    const member = all.find((m) => m.id === id);
    if (!member) throw refused(refuse("unknown", "member-unknown", { values: { value: id } }).refused);
    return member;
  });
  const starting = by === "password" ? await Promise.all(chosen.map(newStarting)) : [];
  const what: What = by === "link" ? "invited" : "starting-password";
  const given = { members: chosen.map((m) => m.id), what, byAdmin: true };
  const made = await changeAccounts(world, caller, given, async (client) => {
    const done = [];
    for (const [n, m] of chosen.entries()) {
      const failed = await withAccount(client, caller.org, m);
      if (failed) return failed;
      const start = starting[n];
      const way = start
        ? await startPassword(client, caller.org, m.id, start)
        : await inviteMember(client, caller.org, m.id);
      if (!way) return none(m.name);
      const link = "token" in way ? `${publicUrl}/invite?token=${way.token}` : null;
      const expiresAt = "token" in way ? way.expiresAt.toISOString() : null;
      const password = "password" in way ? way.password : null;
      done.push({ member: m.id, name: m.name, username: way.username, link, password, expiresAt });
    }
    return { done };
  });
  const rows = await accountRows(world, caller.org, chosen);
  return made.map((one) => ({ ...one, second: rows.find((r) => r.member === one.member)?.second ?? null }));
};

const steps = {
  "two-factor-off": { what: "two-factor-off", step: endTwoFactor },
  "end-sessions": { what: "sessions-ended", step: endSessions },
  close: { what: "closed", step: closeAccount },
  reopen: { what: "reopened", step: reopenAccount },
} as const;

/** Registers the routes of the accounts. */
export const memberAccountRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  const { publicUrl } = routes;
  const one = async (caller: Caller, member: string, by: "link" | "password") => {
    const [made] = await letIn(world, caller, publicUrl, [member], by);
    return made;
  };

  route(routes, listAccounts, async ({ caller }) => ({
    items: await accountRows(world, caller.org, await membersFor(world, caller)),
    next: null,
  }));

  // A program's key that could let somebody in would be a person's session.
  route(routes, invite, async ({ params, caller, request }) => {
    await ownAccount(sessions, request);
    const made = await one(caller, params.member, "link");
    return { username: made?.username, link: made?.link, expiresAt: made?.expiresAt };
  });

  route(routes, giveStartingPassword, async ({ params, caller, request }) => {
    await ownAccount(sessions, request);
    const made = await one(caller, params.member, "password");
    return { username: made?.username, password: made?.password };
  });

  route(routes, printSlips, async ({ body, caller, request }) => {
    await ownAccount(sessions, request);
    const made = await letIn(world, caller, publicUrl, body.members, body.with);
    return { address: publicUrl, items: made.map(({ expiresAt: _, ...slip }) => slip), next: null };
  });

  route(routes, changeAccount, async ({ params, caller, request }) => {
    await ownAccount(sessions, request);
    const { what, step } = steps[params.act];
    const whose = { members: [params.member], what, byAdmin: true };
    await changeAccounts(world, caller, whose, async (client) => {
      // Whoever locks the door from inside leaves the key there.
      if (params.act === "close" && params.member === caller.member)
        return refuse("rule", "account-own-close");
      await step(client, caller.org, params.member);
      return { done: null };
    });
    const members = await reading(world, caller.org, async (unit) => {
      const member = memberOf(unit.directory.organisation, params.member);
      return member ? [member] : [];
    });
    const [row] = await accountRows(world, caller.org, members);
    return row;
  });
};
