// One's own account over HTTP: password, sessions, second code, linked accounts.
import {
  addLink,
  beginTwoFactor,
  changePassword,
  confirmTwoFactor,
  endSession,
  endTwoFactor,
  getAccount,
  listLinks,
  removeLink,
  renewBackupCodes,
} from "#api/account.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { endTwoFactor as endIt, setPassword } from "#server/http/session/member/account.ts";
import { goodPassword } from "#server/http/session/member/good-password.ts";
import { link, linkedAccount, unlink } from "#server/http/session/member/link.ts";
import {
  beginTwoFactor as begin,
  confirmTwoFactor as confirm,
  renewBackupCodes as renew,
} from "#server/http/session/member/two-factor.ts";
import { hashPassword } from "#server/http/session/password.ts";
import { authenticatorAddress } from "#server/http/session/totp.ts";
import type { Sessions } from "#server/http/session.ts";
import type { World } from "#server/log/world.ts";
import { changeAccounts, type What } from "./change.ts";
import { ownAccount, shown } from "./own.ts";
import { linksOf, ownOf } from "./rows.ts";

type Mine = { member: string; what: What };
const mine = ({ member, what }: Mine) => ({ members: [member], what, byAdmin: false });

/** Registers the routes of one's own account. */
export const accountRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  route(routes, getAccount, async ({ request }) => ownOf(world, await ownAccount(sessions, request)));
  passwordRoutes(routes, world, sessions);
  twoFactorRoutes(routes, world, sessions);
  linkRoutes(routes, world, sessions);
};

const passwordRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  route(routes, changePassword, async ({ body, caller, request }) => {
    const who = await ownAccount(sessions, request);
    const { username } = shown(await sessions.prove.byMember(caller, { password: body.old }, false), "old");
    const { second } = await ownOf(world, who);
    goodPassword(body.new, [username, second], "new");
    if (body.new === body.old) throw refused(refuse("rule", "password-same", { field: "new" }).refused);
    const hash = await hashPassword(body.new);
    const keep = who.session ?? null;
    await changeAccounts(world, caller, mine({ ...caller, what: "password-changed" }), async (client) => {
      await setPassword(client, who.user, hash, { keep });
      return { done: null };
    });
    // What this process believes of the session is that a password must be chosen first.
    await sessions.forget(request.headers.cookie ?? "");
    return { username };
  });

  route(routes, endSession, async ({ params, request }) => {
    const who = await ownAccount(sessions, request);
    const others = params.session === "others";
    const { rowCount } = await world.side.query(
      `delete from auth.session where user_id = $1 and ${others ? "id is distinct from $2" : "id = $2"}`,
      [who.user, others ? (who.session ?? null) : params.session],
    );
    if (!others && rowCount === 0) throw refused(refuse("unknown", "unknown").refused);
    if (params.session === who.session) await sessions.forget(request.headers.cookie ?? "");
    return { ended: rowCount ?? 0 };
  });
};

const issuer = "Shouwen";

const twoFactorRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  route(routes, beginTwoFactor, async ({ body, caller, request }) => {
    const who = await ownAccount(sessions, request);
    const { username } = shown(await sessions.prove.byMember(caller, body, false));
    const secret = await begin(world.side, who.user);
    if (secret === null) throw refused(refuse("rule", "two-factor-on").refused);
    return { secret, address: authenticatorAddress(secret, username, issuer) };
  });

  route(routes, confirmTwoFactor, async ({ body, caller, request }) => {
    const { user } = await ownAccount(sessions, request);
    return changeAccounts(world, caller, mine({ ...caller, what: "two-factor-on" }), async (client) => {
      const backupCodes = await confirm(client, user, body.code);
      return backupCodes ? { done: { backupCodes } } : refuse("rule", "code-wrong", { field: "code" });
    });
  });

  route(routes, renewBackupCodes, async ({ body, caller, request }) => {
    const { user } = await ownAccount(sessions, request);
    shown(await sessions.prove.byMember(caller, body, true));
    return changeAccounts(
      world,
      caller,
      mine({ ...caller, what: "backup-codes-renewed" }),
      async (client) => {
        const backupCodes = await renew(client, user);
        return backupCodes ? { done: { backupCodes } } : refuse("rule", "two-factor-not-on");
      },
    );
  });

  route(routes, endTwoFactor, async ({ body, caller, request }) => {
    await ownAccount(sessions, request);
    shown(await sessions.prove.byMember(caller, body, true));
    return changeAccounts(world, caller, mine({ ...caller, what: "two-factor-off" }), async (client) => {
      const ended = await endIt(client, caller.org, caller.member);
      return ended ? { done: { on: false } } : refuse("rule", "two-factor-not-on");
    });
  });
};

const linkRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  route(routes, listLinks, async ({ request }) => {
    const { user } = await ownAccount(sessions, request);
    return { items: await linksOf(world, user), next: null };
  });

  route(routes, addLink, async ({ body, caller, request }) => {
    const { user } = await ownAccount(sessions, request);
    const other = shown(await sessions.prove.byName(body));
    if (other.org === caller.org)
      throw refused(refuse("rule", "link-same-organisation", { field: "username" }).refused);
    await changeAccounts(world, caller, mine({ ...caller, what: "linked" }), async (client) => {
      await link(client, user, other.id);
      return { done: null };
    });
    return { items: await linksOf(world, user), next: null };
  });

  route(routes, removeLink, async ({ params, caller, request }) => {
    const { user } = await ownAccount(sessions, request);
    const other = await linkedAccount(world.side, user, params.username);
    if (!other) throw refused(refuse("unknown", "unknown").refused);
    await changeAccounts(world, caller, mine({ ...caller, what: "unlinked" }), async (client) => {
      await unlink(client, user, other.id);
      return { done: null };
    });
    return { items: await linksOf(world, user), next: null };
  });
};
