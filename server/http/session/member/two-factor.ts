/** A second code at the sign-in, for those who want it: the authenticator's secret and the backup codes. */
import type { ClientBase, Pool } from "pg";
import { tokenHash, writtenCode } from "../token.ts";
import { newSecret, stepFor } from "../totp.ts";

type Client = Pool | ClientBase;

const backupCodes = 10;

const newCodes = () => {
  const codes = Array.from({ length: backupCodes }, () => writtenCode(3));
  return { codes, hashes: codes.map((code) => tokenHash(code).toString("hex")) };
};

/** Begins: a secret that counts once a first code was shown. Null where two-factor is on already. */
export async function beginTwoFactor(client: Client, userId: string): Promise<string | null> {
  const { rows } = await client.query<{ secret: string }>(
    `insert into auth.two_factor (user_id, secret, backup_codes) values ($1, $2, '{}')
     on conflict (user_id) do update set secret = excluded.secret where two_factor.confirmed_at is null
     returning secret`,
    [userId, newSecret()],
  );
  return rows[0]?.secret ?? null;
}

/** Takes the first code. @returns the backup codes, told once; null where the code is wrong */
export async function confirmTwoFactor(
  client: Client,
  userId: string,
  code: string,
): Promise<string[] | null> {
  const { rows } = await client.query<{ secret: string }>(
    "select secret from auth.two_factor where user_id = $1 and confirmed_at is null for update",
    [userId],
  );
  const step = rows[0] && stepFor(rows[0].secret, code.replace(/\s/g, ""), Date.now(), 0);
  if (!step) return null;
  const { codes, hashes } = newCodes();
  await client.query(
    "update auth.two_factor set confirmed_at = now(), last_step = $2, backup_codes = $3 where user_id = $1",
    [userId, step, hashes],
  );
  return codes;
}

/** New backup codes in the place of all earlier ones; null where two-factor is off. */
export async function renewBackupCodes(client: Client, userId: string): Promise<string[] | null> {
  const { codes, hashes } = newCodes();
  const { rowCount } = await client.query(
    "update auth.two_factor set backup_codes = $2 where user_id = $1 and confirmed_at is not null",
    [userId, hashes],
  );
  return rowCount ? codes : null;
}
