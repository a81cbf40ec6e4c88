/** Whose request it is: the member behind a session cookie or an API key. */
import type { Pool } from "pg";
import { findApiKey } from "./account.ts";
import { type Auth, throwCause } from "./auth.ts";
import { makeRecent } from "./recent.ts";

/** The member who asks. */
export type Who = {
  org: string;
  member: string;
  /** The account's id, or `key:` and the id of an API key. */
  user: string;
  /** Only a cookie is sent by a browser unasked, so only there the origin matters. */
  by: "cookie" | "key";
  /** The session's id, behind a cookie. */
  session?: string;
  /** Came in with a starting password: nothing goes before an own one is chosen. */
  mustChange?: true;
  /** Where the session was prolonged just now: the `Set-Cookie` headers that tell the browser. */
  setCookie?: string[];
};

/** The two headers that say who asks; Node's own headers fit. */
export type Presented = { cookie?: string | undefined; authorization?: string | undefined };

type Known = {
  /** Who sends these headers; null where nobody is signed in. An answer is believed for 5 seconds. */
  who(headers: Presented): Promise<Who | null>;
  /** Believes this cookie header's session no longer. */
  forget(cookie: string): Promise<void>;
  /** Believes nothing any longer: somebody's account has changed. */
  forgetAll(): void;
  /** Ends this cookie header's session. */
  end(cookie: string): Promise<void>;
};

/** @param pool connects as the owner of the schema `auth`. */
export function makeKnown(pool: Pool, auth: () => Promise<Auth>): Known {
  const recent = makeRecent<Who>(5000, 10_000);

  async function byCookie(cookie: string): Promise<Who | null> {
    const library = await auth();
    const value = await sessionIn(library, cookie);
    if (!value) return null;
    let renewed: string[] = [];
    const found = await recent.get(value, async () => {
      const given = { headers: new Headers({ cookie }), returnHeaders: true } as const;
      const { response, headers } = await library.api.getSession(given).catch(throwCause);
      if (!response) return null;
      renewed = headers.getSetCookie();
      const { id, org, member, mustChange } = response.user;
      const who = { org, member, user: id, by: "cookie", session: response.session.id } as const;
      return mustChange ? { ...who, mustChange: true } : who;
    });
    // Chosen in another process, an own password must count here at once.
    if (found?.mustChange) recent.drop(value);
    // Only the call that had the session prolonged passes the news on.
    return found && renewed.length > 0 ? { ...found, setCookie: renewed } : found;
  }

  function byKey(key: string): Promise<Who | null> {
    return recent.get(`key ${key}`, async () => {
      const found = await findApiKey(pool, key);
      return found && { org: found.org, member: found.member, user: `key:${found.id}`, by: "key" };
    });
  }

  return {
    who({ cookie, authorization }) {
      const key = /^Bearer(?:\s+(.*))?$/i.exec(authorization ?? "");
      if (key) return byKey(key[1]?.trim() ?? "");
      return cookie ? byCookie(cookie) : Promise.resolve(null);
    },
    async forget(cookie) {
      const value = await sessionIn(await auth(), cookie);
      if (value) recent.drop(value);
    },
    forgetAll: recent.clear,
    async end(cookie) {
      const value = await sessionIn(await auth(), cookie);
      if (!value) return;
      // Before the point stands the token, behind it the signature.
      await pool.query("delete from auth.session where token = $1", [
        decodeURIComponent(value).split(".")[0],
      ]);
      recent.drop(value);
    },
  };
}

// The token with its signature, as it was sent. A value once found good needs no second check of its signature.
async function sessionIn(auth: Auth, cookie: string): Promise<string | undefined> {
  const { name } = (await auth.$context).authCookies.sessionToken;
  const pair = cookie.split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
