/** Slows down the guessing of passwords: five failures in a quarter of an hour close a username for a while. */
import type { Pool } from "pg";

/** Counts failed sign-ins in the database, by username, whether or not there is such an account. */
export type Throttle = {
  /** Runs one attempt after another for the same username, so that guesses sent together are counted too. */
  inTurn<T>(username: string, attempt: () => Promise<T>): Promise<T>;
  /** How many seconds the username stays closed; 0 where it is open. */
  closedFor(username: string): Promise<number>;
  failed(username: string): Promise<void>;
  succeeded(username: string): Promise<void>;
};

/** @param pool connects as the owner of the schema `auth`. */
export function makeThrottle(pool: Pool): Throttle {
  const last = new Map<string, Promise<unknown>>();
  return {
    inTurn(username, attempt) {
      const mine = (last.get(username) ?? Promise.resolve()).then(attempt);
      const over = mine
        .catch(() => undefined)
        .then(() => {
          if (last.get(username) === over) last.delete(username);
        });
      last.set(username, over);
      return mine;
    },

    async closedFor(username) {
      const { rows } = await pool.query<{ seconds: number }>(
        `select ceil(extract(epoch from at + interval '15 minutes' - clock_timestamp()))::integer as seconds
           from auth.failure where username = $1 and at > clock_timestamp() - interval '15 minutes'
          order by at desc offset 4 limit 1`,
        [username],
      );
      return rows[0]?.seconds ?? 0;
    },

    async failed(username) {
      await pool.query(
        `with old as (delete from auth.failure where id in (
           select id from auth.failure where at < clock_timestamp() - interval '15 minutes'
            limit 1000 for update skip locked))
         insert into auth.failure (username) values ($1)`,
        [username],
      );
    },

    async succeeded(username) {
      // Sessions that nobody came back for are swept here, where a new one has just been added.
      await pool.query(
        `with old as (delete from auth.session where id in (
           select id from auth.session where expires_at < now() limit 1000 for update skip locked))
         delete from auth.failure where username = $1`,
        [username],
      );
    },
  };
}
