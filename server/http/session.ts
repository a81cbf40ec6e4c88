/** Signing in and out: the calls under `/api/auth/`, and who sends a request. */
import type { Pool } from "pg";
import { z } from "zod";
import { text } from "#api/words.ts";
import type { Config } from "../config.ts";
import { problemOf, shapeProblem } from "./problem.ts";
import {
  answer,
  isJson,
  mayComeFrom,
  refuse,
  refuseCode,
  refuseThrottled,
  refuseWrong,
} from "./session/answer.ts";
import { type Auth, openAuth, throwCause } from "./session/auth.ts";
import { linkedAccount } from "./session/member/link.ts";
import { makeProve, type Prove, type Proven } from "./session/prove.ts";
import { makeThrottle, type Throttle } from "./session/throttle.ts";
import { makeKnown, type Presented, type Who } from "./session/who.ts";

/** Right, wrong, or for how many seconds the account stays closed. */
export type Confirmed = "right" | "wrong" | { closedFor: number };

/** Sign-in for one process. */
export type Sessions = {
  /** Answers `/api/auth/*`: signing in and out and the present session; everything else is closed. */
  handler(request: Request): Promise<Response>;
  /** Who sends these headers; null where nobody is signed in. An answer is believed for 5 seconds. */
  who(headers: Presented): Promise<Who | null>;
  /** Whether a member's password, entered again, is right; failures count as those of signing in. */
  confirm(member: { org: string; member: string }, password: string): Promise<Confirmed>;
  /** Password and second code of whoever changes something about an account. */
  prove: Prove;
  throttle: Throttle;
  /** Begins a session for an account that has proven itself; gives the `Set-Cookie` headers. */
  enter(userId: string, userAgent: string): Promise<string[]>;
  /** Believes this cookie header's session no longer: what is known of it has changed. */
  forget(cookie: string): Promise<void>;
  /** Believes no session any longer than it stands: somebody's account has changed, here or in another process. */
  forgetAll(): void;
};

/** @param pool connects as the owner of the schema `auth`; nothing is asked of it before the first call. */
export function makeSessions({ pool, config }: { pool: Pool; config: Pick<Config, "publicUrl"> }): Sessions {
  const auth = onDemand(() => openAuth(pool, config.publicUrl));
  const throttle = makeThrottle(pool);
  const prove = makeProve(pool, throttle);
  const known = makeKnown(pool, auth);
  const ownOrigin = new URL(config.publicUrl).origin;

  async function signOut(request: Request): Promise<Response> {
    const { api } = await auth();
    const { headers } = await api.signOut({ headers: cookieOf(request), returnHeaders: true });
    await known.forget(request.headers.get("cookie") ?? "");
    return answer({ success: true }, headers.getSetCookie());
  }

  async function enter(userId: string, userAgent: string): Promise<string[]> {
    const headers = new Headers({ "user-agent": userAgent.slice(0, 300) });
    const entered = await (await auth()).api
      .enter({ body: { userId }, headers, returnHeaders: true })
      .catch(throwCause);
    return entered.headers.getSetCookie();
  }

  async function signIn(request: Request): Promise<Response> {
    const given = credentials.safeParse(await jsonOf(request));
    if (!given.success) return refuse(shapeProblem(given.error));
    const proven = await prove.byName(given.data);
    return welcome(proven, (id) => enter(id, agentOf(request)));
  }

  /** To the other account of the same person, without the password: that was shown when the two were linked. */
  async function switchTo(request: Request): Promise<Response> {
    const given = target.safeParse(await jsonOf(request));
    if (!given.success) return refuse(shapeProblem(given.error));
    const cookie = request.headers.get("cookie") ?? "";
    const who = await known.who({ cookie });
    if (who?.by !== "cookie") return refuse(problemOf(401, "sign-in-first"));
    if (who.mustChange) return refuse(problemOf(403, "password-must-change"));
    const other = await linkedAccount(pool, who.user, given.data.username);
    if (!other) return refuse(problemOf(404, "account-not-linked"));
    const proven = other.twoFactor
      ? await prove.byLink(other, given.data.code)
      : ({ account: other } satisfies Proven);
    const answered = await welcome(proven, (id) => enter(id, agentOf(request)));
    if (typeof proven === "object" && "account" in proven) await known.end(cookie);
    return answered;
  }

  const calls: Record<string, (request: Request) => Promise<Response>> = {
    "POST /api/auth/sign-in/username": signIn,
    "POST /api/auth/switch": switchTo,
    "POST /api/auth/sign-out": signOut,
    "GET /api/auth/get-session": async (request) => presentSession(await auth(), request),
    "POST /api/auth/get-session": async (request) => presentSession(await auth(), request),
  };

  return {
    async handler(request) {
      const name = `${request.method} ${new URL(request.url).pathname}`;
      if (!mayComeFrom(request, ownOrigin)) return refuse(problemOf(403, "foreign-page"));
      const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
      return call ? call(request) : refuse(problemOf(404, "no-such-address"));
    },
    who: known.who,
    forget: known.forget,
    forgetAll: known.forgetAll,
    async confirm(who, password) {
      const proven = await prove.byMember(who, { password }, false);
      if (typeof proven === "object") return "account" in proven ? "right" : proven;
      return "wrong";
    },
    prove,
    throttle,
    enter,
  };
}

const code = text(40, 1).optional();
const credentials = z.object({ username: text(120, 1), password: text(200, 1), code });
const target = z.object({ username: text(120, 1), code });

/** In, or what is still missing, or why not. */
async function welcome(proven: Proven, enter: (id: string) => Promise<string[]>): Promise<Response> {
  if (proven === "wrong") return refuseWrong();
  if (proven === "code-wrong") return refuseCode();
  if (proven === "code-needed") return answer({ twoFactor: true });
  if ("closedFor" in proven) return refuseThrottled(proven.closedFor);
  return answer({ user: shown(proven.account) }, await enter(proven.account.id));
}

async function presentSession({ api }: Auth, request: Request): Promise<Response> {
  const given = { headers: cookieOf(request), returnHeaders: true } as const;
  const { response, headers } = await api.getSession(given).catch(throwCause);
  const body = response && {
    session: { expiresAt: response.session.expiresAt },
    user: shown(response.user as User),
    ...(response.user.mustChange ? { mustChange: true } : {}),
  };
  return answer(body, headers.getSetCookie());
}

async function jsonOf(request: Request): Promise<unknown> {
  if (!isJson(request)) return undefined;
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

// Nothing else of a request is the library's business.
function cookieOf(request: Request): Headers {
  return new Headers({ cookie: request.headers.get("cookie") ?? "" });
}

function agentOf(request: Request): string {
  return request.headers.get("user-agent") ?? "";
}

type User = { id: string; name: string; username?: string | null; org: string; member: string };

function shown({ id, username, name, org, member }: User) {
  return { id, username, name, org, member };
}

// Opened at the first need; after a failure (the database was away) the next need tries again.
function onDemand<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((fault) => {
      opened = undefined;
      throw fault;
    });
    return opened;
  };
}
