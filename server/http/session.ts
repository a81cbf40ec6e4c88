/** Signing in and out: the calls under `/api/auth/`, and who sends a request. */
import { isAPIError } from "better-auth/api";
import type { Pool } from "pg";
import { z } from "zod";
import { text } from "#api/words.ts";
import type { Config } from "../config.ts";
import { problemOf, shapeProblem } from "./problem.ts";
import { answer, isJson, mayComeFrom, refuse, refuseThrottled, refuseWrong } from "./session/answer.ts";
import { type Auth, openAuth, throwCause } from "./session/auth.ts";
import { type Confirmed, makeConfirm } from "./session/confirm.ts";
import { makeThrottle, type Throttle } from "./session/throttle.ts";
import { makeKnown, type Presented, type Who } from "./session/who.ts";

/** Sign-in for one process. */
export type Sessions = {
  /** Answers `/api/auth/*`: signing in and out and the present session; everything else is closed. */
  handler(request: Request): Promise<Response>;
  /** Who sends these headers; null where nobody is signed in. An answer is believed for 5 seconds. */
  who(headers: Presented): Promise<Who | null>;
  /** Whether a member's password, entered again, is right; failures count as those of signing in. */
  confirm(member: { org: string; member: string }, password: string): Promise<Confirmed>;
};

/** @param pool connects as the owner of the schema `auth`; nothing is asked of it before the first call. */
export function makeSessions({ pool, config }: { pool: Pool; config: Pick<Config, "publicUrl"> }): Sessions {
  const auth = onDemand(() => openAuth(pool, config.publicUrl));
  const throttle = makeThrottle(pool);
  const known = makeKnown(pool, auth);
  const ownOrigin = new URL(config.publicUrl).origin;

  async function signOut(request: Request): Promise<Response> {
    const { api } = await auth();
    const { headers } = await api.signOut({ headers: cookieOf(request), returnHeaders: true });
    await known.forget(request.headers.get("cookie") ?? "");
    return answer({ success: true }, headers.getSetCookie());
  }

  return {
    async handler(request) {
      const call = `${request.method} ${new URL(request.url).pathname}`;
      if (!mayComeFrom(request, ownOrigin)) return refuse(problemOf(403, "请求不是从本系统的页面发出的。"));
      if (call === "POST /api/auth/sign-in/username") return signIn(await auth(), throttle, request);
      if (call === "POST /api/auth/sign-out") return signOut(request);
      if (/^(GET|POST) \/api\/auth\/get-session$/.test(call)) return presentSession(await auth(), request);
      return refuse(problemOf(404, "没有这个地址。"));
    },
    who: known.who,
    confirm: makeConfirm(pool, throttle),
  };
}

const credentials = z.object({ username: text(120, 1), password: text(200, 1) });

async function signIn({ api }: Auth, throttle: Throttle, request: Request): Promise<Response> {
  const given = credentials.safeParse(await jsonOf(request));
  if (!given.success) return refuse(shapeProblem(given.error));
  const username = given.data.username.toLowerCase();
  return throttle.inTurn(username, async () => {
    const seconds = await throttle.closedFor(username);
    if (seconds > 0) return refuseThrottled(seconds);
    try {
      const { response, headers } = await api.signInUsername({ body: given.data, returnHeaders: true });
      await throttle.succeeded(username);
      return answer({ user: shown(response.user as unknown as User) }, headers.getSetCookie());
    } catch (fault) {
      if (!isAPIError(fault) || fault.statusCode !== 401) throw fault;
      await throttle.failed(username);
      return refuseWrong();
    }
  });
}

async function presentSession({ api }: Auth, request: Request): Promise<Response> {
  const given = { headers: cookieOf(request), returnHeaders: true } as const;
  const { response, headers } = await api.getSession(given).catch(throwCause);
  const body = response && {
    session: { expiresAt: response.session.expiresAt },
    user: shown(response.user as User),
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
