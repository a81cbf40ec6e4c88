// How an office prints: its header, its logo, its paper.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sectionOf } from "#domain/organisation/staffed.ts";
import { asText } from "#domain/stream/event.ts";
import type { Directory } from "#server/log/directory.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

export type Print = {
  /** In the place of the organisation's name; lines. */
  header: string | null;
  /** PNG or JPEG as a data URL. */
  logo: string | null;
  paper: "A4" | "A5" | "tractor";
};

export const plainPrint: Print = { header: null, logo: null, paper: "A4" };

/** Where a logo lies: beside the files of the organisation's own stream, so that a backup takes it along. */
export const logoPath = (dataDir: string, d: Directory, logo: string): string =>
  join(dataDir, "files", d.org, d.stream, logo);

const readLogo = async (world: World, d: Directory, print: Record<string, unknown>) => {
  const logo = asText(print.logo);
  if (logo === null) return null;
  const bytes = await readFile(logoPath(world.dataDir, d, logo)).catch(() => null);
  return bytes ? `data:${asText(print.logoType) ?? "image/png"};base64,${bytes.toString("base64")}` : null;
};

/** The organisation's own way of printing; a logo whose file is gone is left out. */
export const printOf = async (world: World, org: string): Promise<Print> => {
  const d = await reading(world, org, async (unit) => unit.directory);
  const print = sectionOf(d.organisation, "print");
  const paper = print.paper === "A5" || print.paper === "tractor" ? print.paper : "A4";
  const header = asText(print.header)?.trim();
  return { header: header ? header : null, logo: await readLogo(world, d, print), paper };
};
