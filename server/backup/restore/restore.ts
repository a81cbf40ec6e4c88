// Moves a backup into an empty place: checked, filled, folded, erased again, verified; else nothing is left of it.
import { join } from "node:path";
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { programDir } from "#server/config.ts";
import { migrate, readMigrations } from "#server/db/migrate.ts";
import { removeAccounts } from "#server/http/session/member/account.ts";
import { applyErasures, foreignErasure, mergeErasures } from "#server/log/proof/erasure/list.ts";
import { rebuild } from "#server/log/proof/rebuild.ts";
import { viewVersion } from "#server/log/proof/refresh.ts";
import { type Verified, verify } from "#server/log/proof/verify.ts";
import type { World } from "#server/log/world.ts";
import { checkBackup } from "../archive/check.ts";
import type { Manifest } from "../archive/manifest.ts";
import { fillFrom } from "./fill.ts";
import { openPlace, type Place } from "./place.ts";

/** What became of it. */
export type Restored = { manifest: Manifest; verified: Verified; erased: number };

/** Makes the world of a database and a folder; given by who knows all kinds of streams. */
type MakeWorld = (pool: Pool, dataDir: string) => World;

type Asked = {
  path: string;
  config: Config;
  /** The data folder whose list of erasures is the newest. */
  erasures?: string;
};

const checkVersion = ({ migration, program }: Manifest): void => {
  const last = readMigrations(join(programDir, "migrations")).length;
  if (migration > last)
    throw new Error(
      `The backup was made by the newer version ${program}: restore it with that version or a later one.`,
    );
};

/** What names of files and folders are made of must be no way out of them. */
const plain = /^[\w-]+$/;

const checkNames = async ({ pool, waiting }: Place): Promise<void> => {
  const { rows } = await pool.query<{ org: string }>("select org from shouwen.organisation");
  const bad = rows.map((r) => r.org).find((name) => !plain.test(name)) ?? (await foreignErasure(waiting));
  if (bad !== undefined)
    throw new Error(`The backup names ${JSON.stringify(bad)}, which can be no name here.`);
};

const fill = async (place: Place, asked: Asked, manifest: Manifest): Promise<void> => {
  const migrations = join(programDir, "migrations");
  await migrate(place.pool, migrations, manifest.migration);
  await fillFrom(place.pool, asked.path, manifest, place.waiting);
  await checkNames(place);
  // What came after the backup's own version is done to its rows as an update would have done it.
  await migrate(place.pool, migrations);
  // What waited to be sent may have gone out since; somebody who sees it can send it again.
  await place.pool.query(
    `update shouwen.delivery set state = 'skipped', next_at = null, held = false, error = 'restored'
      where next_at is not null`,
  );
  await place.pool.query("update shouwen.backup_job set file = null where file !~ '^[[:alnum:]_.-]+$'");
};

/** Members whose own streams were erased whole. */
const forgotten = `select j.org, array_agg(distinct j.data ->> 'member') as members
  from shouwen.event x
  join shouwen.stream s on s.org = x.org and s.id = x.stream and s.kind = 'staff'
  join shouwen.event j on j.org = x.org and j.stream = x.stream and j.data ? 'member'
 where x.type = 'personal-data.erased' and not x.data ? 'seqs'
   and not exists (select from shouwen.event p where p.org = x.org and p.stream = x.stream and p.private is not null)
 group by j.org`;

/** The accounts of those who were forgotten since stand in the backup's rows. */
const forgetAccounts = async ({ pool }: Place): Promise<void> => {
  const { rows } = await pool.query<{ org: string; members: string[] }>(forgotten);
  for (const { org, members } of rows) await removeAccounts(pool, org, members);
};

const finish = async (place: Place, asked: Asked, world: World): Promise<Omit<Restored, "manifest">> => {
  const { dataDir } = asked.config;
  await mergeErasures(dataDir, place.waiting);
  if (asked.erasures !== undefined) await mergeErasures(dataDir, asked.erasures);
  await rebuild(world);
  await place.pool.query("update shouwen.view_version set version = $1", [viewVersion]);
  await place.moveIn();
  const erased = await applyErasures(world);
  await forgetAccounts(place);
  const verified = await verify(place.pool, dataDir);
  if (verified.firstBad)
    throw new Error(`What was restored does not verify: ${JSON.stringify(verified.firstBad)}`);
  await place.settle();
  return { verified, erased };
};

/**
 * Restores a backup.
 * @throws Error in one sentence; then the place is as empty as before
 */
export const restore = async (asked: Asked, makeWorld: MakeWorld): Promise<Restored> => {
  const manifest = await checkBackup(asked.path);
  checkVersion(manifest);
  const place = await openPlace(asked.config);
  try {
    await fill(place, asked, manifest);
    const finished = await finish(place, asked, makeWorld(place.pool, asked.config.dataDir));
    return { manifest, ...finished };
  } catch (error) {
    await place.clear();
    throw error;
  } finally {
    await place.close();
  }
};
