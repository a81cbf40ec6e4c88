/** A password entered again by who is signed in already: before a signature. */
import type { Pool } from "pg";
import { verifyPassword } from "./password.ts";
import type { Throttle } from "./throttle.ts";

/** Right, wrong, or for how many seconds the account stays closed. */
export type Confirmed = "right" | "wrong" | { closedFor: number };

type Row = { username: string; hash: string };

/** @param pool connects as the owner of the schema `auth`. */
export function makeConfirm(pool: Pool, throttle: Throttle) {
  return async (who: { org: string; member: string }, password: string): Promise<Confirmed> => {
    const { rows } = await pool.query<Row>(
      `select u.username, a.password as hash from auth."user" u join auth.account a on a.user_id = u.id
        where u.org = $1 and u.member = $2 and u.username is not null and a.password is not null`,
      [who.org, who.member],
    );
    const [row] = rows;
    if (!row) return "wrong";
    return throttle.inTurn(row.username, async () => {
      const closedFor = await throttle.closedFor(row.username);
      if (closedFor > 0) return { closedFor };
      const right = await verifyPassword({ hash: row.hash, password });
      await (right ? throttle.succeeded(row.username) : throttle.failed(row.username));
      return right ? "right" : "wrong";
    });
  };
}
