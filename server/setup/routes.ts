// The first page of a new server: whoever has the console's token founds an organisation.
import type { z } from "zod";
import { getSetup, postSetup } from "#api/setup.ts";
import { signInNames } from "#domain/account/name.ts";
import { refuse } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { nameAccount, setPassword } from "#server/http/session/member/account.ts";
import { goodPassword } from "#server/http/session/member/good-password.ts";
import { asOwner } from "#server/http/session/owner.ts";
import { hashPassword } from "#server/http/session/password.ts";
import type { Sessions } from "#server/http/session.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { isNeeded, serves, spend } from "./token.ts";

type Asked = z.output<typeof postSetup.body & {}>;

type Office = {
  code: string;
  name: string;
  timeZone: string;
  post: string;
  administrator: {
    member: string;
    name: string;
    username: string;
    number: string | null;
    phone: string | null;
  };
};
/** Founds it in one transaction, in which `first` goes before everything; false where its code is taken. */
type FoundOffice = (world: World, office: Office, first: (unit: Unit) => Promise<void>) => Promise<boolean>;

const isZone = (timeZone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
};

/** @throws ProblemError with the field that is wrong */
const officeOf = ({ organisation: { code, name, timeZone }, administrator }: Asked) => {
  const number = administrator.number?.trim() || null;
  const phone = administrator.phone?.trim() || null;
  const { username, second } = signInNames(code, { number, phone });
  const wrong = (text: string, field: string) => refused(refuse("rule", text, { field }).refused);
  if (!isZone(timeZone)) throw wrong("time-zone-unknown", "organisation.timeZone");
  if (username === null) throw wrong("number-or-phone-needed", "administrator.number");
  goodPassword(administrator.password, [username, second], "administrator.password");
  const person = { member: `${code}.s1`, name: administrator.name.trim(), username, number, phone };
  const office: Office = {
    code,
    name: name.trim(),
    timeZone,
    post: say("post-admin"),
    administrator: person,
  };
  return { office, second };
};

/** Guesses are counted by address; whoever has the token is let in all the same. */
const refuseGuess = async ({ throttle }: Sessions, address: string): Promise<never> => {
  const guesser = `setup@${address}`;
  const closedFor = await throttle.closedFor(guesser);
  if (closedFor === 0) {
    await throttle.failed(guesser);
    throw gone();
  }
  const values = { minutes: Math.ceil(closedFor / 60) };
  throw new ProblemError(
    problemOf(429, "tried-too-often", { values, type: "urn:shouwen:refusal:tried-too-often" }),
  );
};

/** Registers the routes of setting up. */
export const setupRoutes = (
  routes: Routes,
  world: World,
  sessions: Sessions,
  foundOffice: FoundOffice,
): void => {
  route(routes, getSetup, async () => ({ needed: await isNeeded(world.side) }));

  route(routes, postSetup, async ({ body, request, reply }) => {
    if (!(await serves(world.side, body.token))) await refuseGuess(sessions, request.ip);
    const { office, second } = officeOf(body);
    const hash = await hashPassword(body.administrator.password);
    const { member, name, username } = office.administrator;
    const founded = await foundOffice(world, office, (unit) =>
      asOwner(unit.client, async (client) => {
        // Another set-up may have been quicker while this one waited.
        const { rowCount } = await client.query(
          "select from shouwen.organisation where org = $1 and loaded",
          [office.code],
        );
        if (rowCount) throw taken();
        // Spent with the founding or not at all; of two who send it at once one is too late.
        if (!(await spend(client, body.token))) throw gone();
        if (await nameAccount(client, { org: office.code, member, name, username, second })) throw taken();
        await setPassword(client, member, hash);
      }),
    );
    if (!founded) throw taken();
    reply.header("set-cookie", await sessions.enter(member, request.headers["user-agent"] ?? ""));
    return { organisation: office.code, member, username };
  });
};

const taken = () => refused(refuse("conflict", "organisation-taken", { field: "organisation.code" }).refused);
const gone = () => refused(refuse("forbidden", "setup-token-gone", { field: "token" }).refused);
