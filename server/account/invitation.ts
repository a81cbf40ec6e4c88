// The first step of somebody invited: whose invitation it is, and a password of their own.
import type { FastifyRequest } from "fastify";
import { acceptInvitation, lookInvitation } from "#api/accounts.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { setPassword } from "#server/http/session/member/account.ts";
import { goodPassword } from "#server/http/session/member/good-password.ts";
import { findInvitation, type Invited } from "#server/http/session/member/invitation.ts";
import { hashPassword } from "#server/http/session/password.ts";
import type { Sessions } from "#server/http/session.ts";
import type { World } from "#server/log/world.ts";
import { changeAccounts } from "./change.ts";
import { shown } from "./own.ts";

const gone = () => refuse("rule", "invitation-gone");

/** Registers the routes of invitations, for which nobody is signed in. */
export const invitationRoutes = (routes: Routes, world: World, sessions: Sessions): void => {
  /** Guesses are counted by address, which a whole office may share: whoever has a good one is let in all the same. */
  const find = async (request: FastifyRequest, token: string): Promise<Invited> => {
    const invited = await findInvitation(world.side, token);
    if (invited) return invited;
    const guesser = `invitation@${request.ip}`;
    const closedFor = await sessions.throttle.closedFor(guesser);
    if (closedFor > 0) shown({ closedFor });
    await sessions.throttle.failed(guesser);
    throw refused(gone().refused);
  };

  route(routes, lookInvitation, async ({ body, request }) => {
    const { organisationName, name, username, second } = await find(request, body.token);
    return { organisation: organisationName, name, username, second };
  });

  route(routes, acceptInvitation, async ({ body, request, reply }) => {
    const invited = await find(request, body.token);
    goodPassword(body.password, [invited.username, invited.second], "password");
    const hash = await hashPassword(body.password);
    const caller = { org: invited.org, member: invited.member };
    const whose = { members: [invited.member], what: "invitation-taken", byAdmin: false } as const;
    await changeAccounts(world, caller, whose, async (client) => {
      // Of two who send it at once one is too late.
      if (!(await findInvitation(client, body.token, true))) return gone();
      await setPassword(client, invited.id, hash);
      return { done: null };
    });
    // A link alone is no second factor.
    if (!invited.twoFactor)
      reply.header("set-cookie", await sessions.enter(invited.id, request.headers["user-agent"] ?? ""));
    return { username: invited.username, signedIn: !invited.twoFactor };
  });
};
