// `restore FILE`: a backup into an empty place; a damaged one is refused, and nothing half-restored is left.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeWorld } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { restore } from "../restore/restore.ts";
import type { CommandOn } from "./line.ts";

const usage = "Usage: npm run shouwen -- restore FILE [--erasures OLD_DATA_DIR]";

const read = (args: readonly string[]): { file: string; erasures?: string } => {
  try {
    const options = { erasures: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error("One file is wanted");
    return { file, ...values };
  } catch (error) {
    throw new Error(`${(error as Error).message}. ${usage}`);
  }
};

/** Prints what was restored. */
export const restoreCommand: CommandOn = () => async (args, config, said) => {
  const { file, erasures } = read(args);
  const asked = { path: resolve(file), config, ...(erasures ? { erasures: resolve(erasures) } : {}) };
  const { manifest, verified, erased } = await restore(asked, (pool, dataDir) =>
    makeWorld({ pool, side: pool }, modules, () => {}, dataDir),
  );
  const names = manifest.organisations.map((o) => o.org).join(", ");
  const again = erased > 0 ? ` ${erased} erasures were carried out again.` : "";
  said.out(
    `Restored ${names || "no organisation"} as of ${manifest.madeAt}: ${verified.streams} streams, ${verified.events} events, ${verified.seals} seals; verified.${again}`,
  );
  return 0;
};
