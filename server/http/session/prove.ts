/** Who can show a name, its password and, where they want it, a second code; failures are counted by name. */
import type { Pool } from "pg";
import { foldName } from "#domain/account/name.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Throttle } from "./throttle.ts";
import { tokenHash } from "./token.ts";
import { stepFor } from "./totp.ts";

/** What was shown. `code`: six digits of the authenticator, or a backup code. */
export type Shown = { username: string; password: string; code?: string | undefined };

export type Account = { id: string; username: string; name: string; org: string; member: string };

/** The account; or what is wrong: the name or password, the code, a code is missing; or it is closed for seconds. */
export type Proven = { account: Account } | "wrong" | "code-needed" | "code-wrong" | { closedFor: number };

type Row = Account & {
  hash: string | null;
  secret: string | null;
  backup_codes: string[] | null;
  last_step: string;
};

const columns = `u.id, u.username, u.name, u.org, u.member, a.password as hash,
  t.secret, t.backup_codes, t.last_step`;
const joined = `auth."user" u left join auth.account a on a.user_id = u.id
  left join auth.two_factor t on t.user_id = u.id and t.confirmed_at is not null`;
// A starting password that nobody used in its time is no password any more.
const open = "u.closed_at is null and (not u.must_change or u.start_until is null or u.start_until > now())";

// Compared with where there is no account, so that an unknown name takes as long as a wrong password.
let nobodys: Promise<string> | undefined;

/** @param pool connects as the owner of the schema `auth`. */
export function makeProve(pool: Pool, throttle: Throttle) {
  async function find(where: string, values: string[]): Promise<Row | undefined> {
    const { rows } = await pool.query<Row>(
      `select ${columns} from ${joined} where ${where} and u.username is not null and ${open}
        order by u.second_name is not distinct from $1 limit 1`,
      values,
    );
    return rows[0];
  }

  async function judge(row: Row | undefined, { password, code }: Shown): Promise<Proven> {
    nobodys ??= hashPassword("");
    const right = await verifyPassword({ hash: row?.hash ?? (await nobodys), password });
    if (!row?.hash || !right) return "wrong";
    const { id, username, name, org, member } = row;
    const account = { id, username, name, org, member };
    if (row.secret === null) return { account };
    if (code === undefined) return "code-needed";
    return (await takeCode(pool, row, code)) ? { account } : "code-wrong";
  }

  async function counted(name: string, attempt: () => Promise<Proven>): Promise<Proven> {
    return throttle.inTurn(name, async () => {
      const closedFor = await throttle.closedFor(name);
      if (closedFor > 0) return { closedFor };
      const proven = await attempt();
      if (typeof proven === "object") await throttle.succeeded(name);
      else if (proven !== "code-needed") await throttle.failed(name);
      return proven;
    });
  }

  return {
    /** By name, as at the sign-in. */
    async byName(shown: Shown): Promise<Proven> {
      const name = foldName(shown.username);
      const named = () => find("(u.username = $1 or u.second_name = $1)", [name]);
      // Whoever has two names is guessed at as often as who has one.
      const first = (await named())?.username ?? name;
      return counted(first, async () => judge(await named(), shown));
    },
    /**
     * By member, for who is signed in already.
     * @param withCode whether a second code, where they have one, is asked for as well
     */
    async byMember(
      who: { org: string; member: string },
      { password, code }: { password: string; code?: string | undefined },
      withCode: boolean,
    ): Promise<Proven> {
      const row = await find("u.org = $1 and u.member = $2", [who.org, who.member]);
      if (!row) return "wrong";
      const asked = withCode ? row : { ...row, secret: null };
      return counted(row.username, () => judge(asked, { username: row.username, password, code }));
    },
    /** Only the second code, for an account whose password was shown when it was linked. */
    async byLink(account: Account, code: string | undefined): Promise<Proven> {
      const row = await find("u.org = $1 and u.member = $2", [account.org, account.member]);
      if (!row) return "wrong";
      if (code === undefined) return "code-needed";
      return counted(row.username, async () =>
        (await takeCode(pool, row, code)) ? { account } : "code-wrong",
      );
    },
  };
}

export type Prove = ReturnType<typeof makeProve>;

/** Takes a code, which never serves again. */
async function takeCode(pool: Pool, row: Row, typed: string): Promise<boolean> {
  const code = typed.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  const step = stepFor(row.secret ?? "", code, Date.now(), Number(row.last_step));
  const taken = step
    ? await pool.query("update auth.two_factor set last_step = $2 where user_id = $1 and last_step < $2", [
        row.id,
        step,
      ])
    : await pool.query(
        `update auth.two_factor set backup_codes = array_remove(backup_codes, $2)
          where user_id = $1 and $2 = any (backup_codes)`,
        [row.id, tokenHash(code).toString("hex")],
      );
  return (taken.rowCount ?? 0) > 0;
}
