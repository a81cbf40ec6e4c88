/** The sign-in library, set up on the schema `auth`: accounts by username, sessions in the database. */
import { createHash, randomBytes } from "node:crypto";
import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { z } from "zod";

/** The library as it is set up here. */
export type Auth = ReturnType<typeof setUp>;

const day = 24 * 60 * 60;

/**
 * The library with the secret that all processes on this database share; the first one makes it.
 * @param pool connects as the owner of the schema `auth`.
 */
export async function openAuth(pool: Pool, publicUrl: string): Promise<Auth> {
  await pool.query("insert into auth.secret (value) values ($1) on conflict do nothing", [
    randomBytes(32).toString("base64url"),
  ]);
  const { rows } = await pool.query<{ value: string }>("select value from auth.secret");
  return setUp(pool, publicUrl, rows[0]!.value);
}

/** Begins a session for somebody who has proven who they are; no call of the outside leads here. */
const entry = {
  id: "entry",
  endpoints: {
    enter: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new Error(`There is no account ${ctx.body.userId}.`);
        const session = await internalAdapter.createSession(user.id, false);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ id: session.id });
      },
    ),
  },
} satisfies BetterAuthPlugin;

function setUp(pool: Pool, publicUrl: string, secret: string) {
  // Cookies know no ports: two installations on one machine would otherwise overwrite each other's.
  const installation = createHash("sha256").update(secret).digest("hex").slice(0, 6);
  return betterAuth({
    secret,
    baseURL: new URL(publicUrl).origin,
    basePath: "/api/auth",
    database: {
      db: new Kysely({ dialect: new PostgresDialect({ pool }) }),
      type: "postgres",
      schemaName: "auth",
      transaction: true,
    },
    user: {
      fields: columns("emailVerified", "createdAt", "updatedAt"),
      additionalFields: {
        username: { type: "string", required: false, input: false },
        mustChange: { type: "boolean", required: false, input: false, fieldName: "must_change" },
        org: { type: "string", required: true, input: false },
        member: { type: "string", required: true, input: false },
      },
    },
    session: {
      fields: columns("userId", "expiresAt", "ipAddress", "userAgent", "createdAt", "updatedAt"),
      expiresIn: 30 * day,
      updateAge: day,
    },
    account: {
      fields: {
        ...columns("accountId", "providerId", "userId", "accessToken", "refreshToken", "idToken"),
        ...columns("accessTokenExpiresAt", "refreshTokenExpiresAt", "createdAt", "updatedAt"),
      },
    },
    verification: { fields: columns("expiresAt", "createdAt", "updatedAt") },
    // Names, passwords and second codes are proven in `prove.ts`; the library keeps the sessions.
    emailAndPassword: { enabled: false, disableSignUp: true },
    plugins: [entry],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Whatever goes wrong is thrown, and told in the server's own log.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: `shouwen-${installation}`,
      useSecureCookies: publicUrl.startsWith("https:"),
      ipAddress: { disableIpTracking: true },
    },
  });
}

/** Throws what really happened (the database is away), where the library hides it behind an error of its own. */
export function throwCause(fault: unknown): never {
  throw fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
}

// The library's names as the database writes them: `userId` is `user_id`.
function columns<Name extends string>(...names: Name[]): Record<Name, string> {
  const written = names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]);
  return Object.fromEntries(written) as Record<Name, string>;
}
