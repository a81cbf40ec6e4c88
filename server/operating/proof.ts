// "Is the log whole?", asked from the page: goes through one organisation's log behind, and keeps what it found.
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Proof } from "#api/operating.ts";
import { verify } from "#server/log/proof/verify.ts";
import type { World } from "#server/log/world.ts";

/** Without a sign of life for this long, the process that was at it is gone. */
const lostMs = 30_000;
const tellMs = 1000;

const folderOf = (dataDir: string): string => join(dataDir, "verified");
const pathOf = (dataDir: string, org: string): string => join(folderOf(dataDir), `${org}.json`);

// A file, since every process on the folder must be able to answer, and the last result outlives them all.
const write = async (dataDir: string, org: string, proof: Proof): Promise<void> => {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const path = pathOf(dataDir, org);
  const own = `${path}.${process.pid}.part`;
  await writeFile(own, JSON.stringify(proof), { mode: 0o600 });
  await rename(own, path);
};

/** How the last look stands, or what it found; null where nobody ever looked. */
export const readProof = async (dataDir: string, org: string): Promise<Proof | null> => {
  const path = pathOf(dataDir, org);
  if (!existsSync(path)) return null;
  const proof = JSON.parse(await readFile(path, "utf8")) as Proof;
  const quiet = Date.now() - Date.parse(proof.seenAt);
  return proof.state === "running" && quiet > lostMs ? { ...proof, state: "broken-off" } : proof;
};

const look = async (world: World, org: string, begun: Proof): Promise<void> => {
  const { dataDir } = world;
  let now = begun;
  const told = setInterval(() => {
    now = { ...now, seenAt: new Date().toISOString() };
    void write(dataDir, org, now).catch(() => {});
  }, tellMs);
  try {
    const { streams, events, seals, firstBad } = await verify(world.side, dataDir, {
      org,
      seen: (n) => {
        now = { ...now, events: n };
      },
    });
    now = { ...now, state: firstBad ? "bad" : "whole", streams, events, seals, firstBad };
  } catch {
    now = { ...now, state: "broken-off" };
  }
  clearInterval(told);
  const at = new Date().toISOString();
  await write(dataDir, org, { ...now, seenAt: at, endedAt: at });
};

/**
 * Begins to go through an organisation's log, unless somebody is at it.
 * @param failed is told when the result could not be kept
 * @returns how it stands now
 */
export const beginProof = async (
  world: World,
  { org, member }: { org: string; member: string },
  failed: (error: unknown) => void,
): Promise<Proof> => {
  const known = await readProof(world.dataDir, org);
  if (known?.state === "running") return known;
  const at = new Date().toISOString();
  const counts = { streams: 0, events: 0, seals: 0, firstBad: null };
  const begun: Proof = { state: "running", by: member, startedAt: at, seenAt: at, endedAt: null, ...counts };
  await write(world.dataDir, org, begun);
  void look(world, org, begun).catch(failed);
  return begun;
};
