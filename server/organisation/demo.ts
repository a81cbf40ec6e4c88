// Fills an empty database with the demo organisations; their accounts share one password hash.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { programDir } from "#server/config.ts";
import { createAccounts } from "#server/http/session/account.ts";
import { hashPassword } from "#server/http/session/password.ts";
import type { World } from "#server/log/world.ts";
import { type OrganisationFile, readOrganisation } from "#server/organisation/file.ts";
import { found } from "#server/organisation/found.ts";

export const demoPassword = "shouwen-demo";

const accountsOf = (file: OrganisationFile, passwordHash: string) =>
  file.members.map((m) => {
    const id = `${file.organisation}.${m.key}`;
    return { id, username: id, name: m.name, org: file.organisation, member: id, passwordHash };
  });

/** One process at a time: others wait, and then find everything there. */
const alone = async <T>(world: World, work: () => Promise<T>): Promise<T> => {
  const client = await world.side.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('shouwen demo'))");
    return await work();
  } finally {
    // With the connection goes its lock.
    client.release(true);
  }
};

/** All of them are named before the first is founded, so that a start broken off is taken up by the next. */
const name = (world: World, files: readonly OrganisationFile[]) =>
  world.side.query(
    `insert into shouwen.organisation (org, name, rehearsal)
       select * from unnest($1::text[], $2::text[], $3::boolean[]) on conflict do nothing`,
    [files.map((f) => f.organisation), files.map((f) => f.name), files.map((f) => f.rehearsal)],
  );

/**
 * Founds every organisation of `organisations/` that is not there yet, the first two before anything is served.
 * @returns how many were founded now
 */
export const loadDemo = async (world: World): Promise<number> => {
  const folder = join(programDir, "organisations");
  const files = readdirSync(folder)
    .filter((f) => f.endsWith(".yaml"))
    .sort()
    .map((f) => readOrganisation(join(folder, f)));
  const hash = await hashPassword(demoPassword);
  return alone(world, async () => {
    await name(world, files);
    let count = 0;
    for (const file of files) {
      // Accounts first: an organisation that is wholly there has them.
      await createAccounts(world.side, accountsOf(file, hash));
      if (await found(world, file)) count += 1;
    }
    return count;
  });
};
