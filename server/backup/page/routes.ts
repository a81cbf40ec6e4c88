// Backups, exports and audit bundles over HTTP.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import {
  type BackupKind,
  backupKinds,
  listBackups,
  makeBackup,
  openBackupFile,
  putBackupSettings,
  takeBackupFile,
} from "#api/backup.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { changeSection } from "#server/http/settings.ts";
import { asAttachment } from "#server/http/upload.ts";
import type { Caller } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Confirm, enteredAgain } from "#server/paper/input.ts";
import { aloneOn, type Backups, settingsOf } from "./daily.ts";
import { addJob, kept, lastJobs, pathOf, readJob, showJob } from "./job.ts";
import { isTicket, ticketFor } from "./ticket.ts";

/** What a member may make and take away; the whole server only where it is theirs alone. */
const mayMake = (unit: Unit, caller: Caller, alone: boolean): BackupKind[] => {
  const grants = grantsOf(unit.directory.organisation, caller.member);
  if (grants.includes("admin")) return backupKinds.filter((k) => k !== "backup" || alone);
  if (grants.includes("audit")) return ["audit"];
  throw refused({ kind: "forbidden", code: "may-not-back-up" });
};

const demand = (unit: Unit, caller: Caller, alone: boolean, kind: BackupKind): void => {
  if (mayMake(unit, caller, alone).includes(kind)) return;
  const code = kind === "backup" && !alone ? "backup-not-alone" : "may-not-back-up";
  throw refused({ kind: "forbidden", code });
};

const isAlone = async (world: World, caller: Caller): Promise<boolean> =>
  (await aloneOn(world)) === caller.org;

const unknown = (): ProblemError => refused({ kind: "unknown", code: "backup-unknown" });

const jobFor = async (world: World, caller: Caller, id: string) => {
  const alone = await isAlone(world, caller);
  return reading(world, caller.org, async (unit) => {
    const job = isStreamId(id) ? await readJob(unit, id) : null;
    if (!job) throw unknown();
    demand(unit, caller, alone, job.kind);
    return job;
  });
};

const fileRoutes = (routes: Routes, world: World, confirm: Confirm): void => {
  route(routes, openBackupFile, async ({ params, body, caller, request }) => {
    const job = await jobFor(world, caller, params.id);
    if (job.file === null) throw refused({ kind: "rule", code: "backup-no-file" });
    // What everybody's data are in is not taken away from a desk that somebody left.
    if (job.kind !== "audit") {
      const missing = refuse("invalid", "backup-password", { field: "password" }).refused;
      if (body.password === undefined) throw refused(missing);
      await enteredAgain(caller, body.password, confirm);
    }
    request.body = {};
    const ticket = await ticketFor(world, caller, job.id);
    return { address: `${takeBackupFile.path.replace("{id}", job.id)}?ticket=${ticket}` };
  });

  route(routes, takeBackupFile, async ({ params, query, caller, reply }) => {
    const job = await jobFor(world, caller, params.id);
    if (!(await isTicket(world, caller, job.id, query.ticket)))
      throw new ProblemError(problemOf(403, "backup-ticket"));
    const path = job.file === null ? null : pathOf(world.dataDir, job.file);
    const found = path === null ? null : await stat(path).catch(() => null);
    if (path === null || !found) throw refused({ kind: "rule", code: "backup-no-file" });
    reply.headers({
      "content-type": "application/octet-stream",
      "content-length": found.size,
      "content-disposition": asAttachment(job.file ?? ""),
      "x-content-type-options": "nosniff",
    });
    return reply.send(createReadStream(path));
  });
};

/**
 * Registers the routes of backups.
 * @param confirm verifies an account's password entered again
 */
export const backupRoutes = (routes: Routes, world: World, backups: Backups, confirm: Confirm): void => {
  route(routes, listBackups, async ({ caller }) => {
    const alone = await isAlone(world, caller);
    return reading(world, caller.org, async (unit) => {
      const may = mayMake(unit, caller, alone);
      const jobs = await lastJobs(unit, may);
      const items = jobs.map((r) => showJob(unit, world.dataDir, r));
      const whole = items.filter((j) => j.kind === "backup");
      const done = whole.find((j) => j.state === "done");
      const failed = whole.find((j) => j.state === "failed");
      return {
        items,
        may,
        alone,
        settings: settingsOf(unit.directory.organisation, backups.demo),
        lastDone: done?.startedAt ?? null,
        lastFailed: failed && (!done || failed.startedAt > done.startedAt) ? failed.startedAt : null,
        kept: kept.backup,
      };
    });
  });

  route(routes, makeBackup, async ({ body, caller, request, reply }) => {
    const alone = await isAlone(world, caller);
    const job = { org: caller.org, id: randomUUID(), kind: body.kind, by: caller.member };
    let added = false;
    const answer = await perform(world, caller, request, reply, {
      streams: [],
      decide: async (unit) => {
        demand(unit, caller, alone, body.kind);
        added = await addJob(unit, job);
        if (!added) return refuse("rule", "backup-running");
        const row = await readJob(unit, job.id);
        if (!row) throw unknown();
        const shown = showJob(unit, world.dataDir, row);
        return { changes: [], answer: () => ({ status: 202, body: shown }) };
      },
    });
    if (added) backups.begin(job, body.pdf ?? true);
    return answer;
  });

  route(routes, putBackupSettings, ({ body, caller, request, reply }) =>
    changeSection(world, { caller, request, reply }, "backup", body),
  );
  fileRoutes(routes, world, confirm);
};
