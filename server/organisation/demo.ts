// Fills an empty database with the demo organisations; their accounts share one password hash.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readRegulation } from "#domain/regulation/read.ts";
import { programDir } from "#server/config.ts";
import { createAccounts } from "#server/http/account.ts";
import { hashPassword } from "#server/http/session/password.ts";
import type { World } from "#server/log/world.ts";
import { type OrganisationFile, readOrganisation } from "#server/organisation/file.ts";
import { found } from "#server/organisation/found.ts";

export const demoPassword = "shouwen-demo";

const titleOf = (yaml: string): string => {
  const read = readRegulation(yaml);
  if ("errors" in read) throw new Error(`A shipped regulation is faulty: ${read.errors[0]?.message}`);
  return read.regulation.title;
};

const accountsOf = (file: OrganisationFile, passwordHash: string) =>
  file.members.map((m) => {
    const id = `${file.organisation}.${m.key}`;
    return { id, username: id, name: m.name, org: file.organisation, member: id, passwordHash };
  });

/**
 * Founds every organisation of `organisations/` that is not there yet, the first two before anything is served.
 * @returns how many were founded now
 */
export const loadDemo = async (world: World): Promise<number> => {
  const folder = join(programDir, "organisations");
  const files = readdirSync(folder)
    .filter((f) => f.endsWith(".yaml"))
    .sort();
  const hash = await hashPassword(demoPassword);
  let count = 0;
  for (const name of files) {
    const file = readOrganisation(join(folder, name));
    if (!(await found(world, file, titleOf))) continue;
    await createAccounts(world.side, accountsOf(file, hash));
    count += 1;
  }
  return count;
};
