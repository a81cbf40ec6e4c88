// A backup every day at the hour that the office chose; a night in which the machine was off is made up for.
import { randomUUID } from "node:crypto";
import { type BackupSettings, backupSettings } from "#api/backup.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { sectionOf } from "#domain/organisation/staffed.ts";
import { inUnit, reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Carrying, startCarrying } from "./carry-out.ts";
import { addJob, type Job } from "./job.ts";

const lookEveryMs = 60_000;

/** What an office has chosen; until it chooses, every night, and never by itself with demo data. */
export const settingsOf = (o: OrganisationState, demo: boolean): BackupSettings => {
  const read = backupSettings.safeParse(sectionOf(o, "backup"));
  return read.success ? read.data : { daily: !demo, hour: 3 };
};

/** The organisation that has a server to itself, apart from rehearsals; null where there are several, or none. */
export const aloneOn = async ({ side }: World): Promise<string | null> => {
  const { rows } = await side.query<{ org: string }>(
    "select org from shouwen.organisation where not rehearsal order by org limit 2",
  );
  return rows.length === 1 ? (rows[0]?.org ?? null) : null;
};

/** The last instant (epoch ms) at which that hour struck in a time zone. */
export const lastStruck = (now: number, hour: number, timeZone: string): number => {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const struck = today.with({ hour, minute: 0, second: 0, millisecond: 0 });
  const last = struck.epochMilliseconds > now ? struck.subtract({ days: 1 }) : struck;
  return last.epochMilliseconds;
};

const look = async (world: World, demo: boolean, carrying: Carrying): Promise<void> => {
  const org = await aloneOn(world);
  if (org === null) return;
  const due = await reading(world, org, async ({ directory: { organisation: o }, recordedAt }) => {
    const { daily, hour } = settingsOf(o, demo);
    return daily ? lastStruck(recordedAt, hour, o.timeZone) : null;
  });
  if (due === null) return;
  const job: Job = { org, id: randomUUID(), kind: "backup", by: "clock" };
  const added = await inUnit(world, org, {}, async (unit) => ({
    result: await addJob(unit, job, due),
    commit: true,
  }));
  if (added) carrying.begin(job, false);
};

/** What is made by a person and by the clock in one process. */
export type Backups = Carrying & { demo: boolean };

/**
 * Looks about every minute whether a backup is due, until stopped.
 * @param demo whether the demo is on
 * @param log is told of what went wrong
 */
export const startBackups = (world: World, demo: boolean, log: (error: unknown) => void): Backups => {
  const carrying = startCarrying(world, log);
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = look(world, demo, carrying).catch(log);
  }, lookEveryMs);
  timer.unref();
  return {
    ...carrying,
    demo,
    stop: async () => {
      clearInterval(timer);
      await looking;
      // Whoever waits for the end does not wait for a backup; the next one is whole.
      await carrying.stop();
    },
  };
};
