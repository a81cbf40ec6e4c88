// `backup FILE`: everything, secrets too, in one file; while the server runs.
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { recordErasure } from "#server/log/proof/erasure/list.ts";
import { noteCommand } from "../page/job.ts";
import { takeBackup } from "../take/backup.ts";
import type { CommandOn } from "./line.ts";

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Writes the file under its name only once it is whole. */
export const backupCommand: CommandOn = (withDatabase) => async (args, config, said) => {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0) throw new Error("Usage: npm run shouwen -- backup FILE");
  const path = resolve(file);
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`There is no folder ${dirname(path)}.`);
  return withDatabase(config, async (pool) => {
    await recordErasure({ side: pool, dataDir: config.dataDir });
    const { manifest, bytes } = await takeBackup(pool, config.dataDir, path);
    const rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
    await noteCommand(pool, rows, bytes);
    const events = manifest.rows["shouwen.event"] ?? 0;
    said.out(
      `${path}: ${events} events, ${sizeOf(bytes)}. It holds passwords' hashes and keys: keep it safe.`,
    );
    return 0;
  });
};
