// Imports over HTTP: a look at a file, its import, how far it is, the rows it refused.

import { randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import {
  getImport,
  getRefusedRows,
  type ImportJob,
  type Mapping,
  previewImport,
  startImport,
} from "#api/import.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { perform } from "#server/http/command.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment, discard, incoming, receive, settleFile } from "#server/http/upload.ts";
import type { Caller } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { limits, SheetFault } from "#server/sheet/fault.ts";
import { openSheet, type Sheet } from "#server/sheet/sheet.ts";
import { addJob, readJob, refusedPath, uploadPath } from "./job.ts";
import { checkColumns, readMapping } from "./mapping.ts";
import { guessMapping } from "./reading/guess.ts";
import { refusedCsv } from "./refused.ts";

const shownRows = 10;
const shownText = 300;

const checkGrant = (unit: Unit, caller: Caller): void => {
  const member = memberOf(unit.directory.organisation, caller.member);
  if (member && actorOf(unit.directory.organisation, member).grants.includes("import")) return;
  throw refused({ kind: "forbidden", code: "may-not-import" });
};

const checkDepartment = (unit: Unit, m: Mapping): void => {
  const { department } = m;
  if (department === undefined) return;
  const { departments } = unit.directory.organisation;
  if (departments.some((d) => d.key === department || d.name === department)) return;
  throw refused({
    kind: "rule",
    code: "department-unknown",
    field: "mapping.department",
    values: { value: department },
  });
};

/** Opens an uploaded file; one that can't be read is a refusal with the reason. */
const opened = async <T>(path: string, use: (sheet: Sheet) => Promise<T> | T): Promise<T> => {
  try {
    const sheet = await openSheet(path);
    try {
      return await use(sheet);
    } finally {
      await sheet.close();
    }
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    const more = {
      type: "urn:shouwen:refusal:import-file",
      errors: [{ field: "file", message: error.message }],
    };
    throw new ProblemError(problemOf(422, error.message, more));
  }
};

const firstRows = (path: string) =>
  opened(path, async (sheet) => {
    const rows: Record<string, string>[] = [];
    for await (const row of sheet.rows) {
      if (rows.length === shownRows) break;
      rows.push(
        Object.fromEntries(
          Object.entries(row.cells).map(([column, text]) => [
            column,
            text.slice(0, shownText).toWellFormed(),
          ]),
        ),
      );
    }
    return { columns: sheet.columns, rows, guess: guessMapping(sheet.columns) };
  });

const jobOf = async (world: World, caller: Caller, id: string): Promise<ImportJob> => {
  const job = await reading(world, caller.org, async (unit) => {
    const found = isStreamId(id) ? await readJob(unit, id) : null;
    if (found) checkGrant(unit, caller);
    return found;
  });
  if (!job) throw new ProblemError(problemOf(404, "import-unknown"));
  return job;
};

const mayImport = async (world: World, caller: Caller, request: FastifyRequest): Promise<void> => {
  try {
    await reading(world, caller.org, async (unit) => checkGrant(unit, caller));
  } catch (error) {
    discard(request);
    throw error;
  }
};

/** Registers the routes of imports. `begun` is told of each new one. */
export const importRoutes = (routes: Routes, world: World, begun: () => void): void => {
  route(routes, previewImport, async ({ caller, request }) => {
    await mayImport(world, caller, request);
    const upload = await receive(request, incoming(world.dataDir), limits.bytes);
    return firstRows(upload.path).finally(() => rm(upload.path, { force: true }));
  });

  route(routes, startImport, async ({ caller, request, reply }) => {
    await mayImport(world, caller, request);
    const upload = await receive(request, incoming(world.dataDir), limits.bytes);
    const id = randomUUID();
    const path = uploadPath(world.dataDir, caller.org, id);
    try {
      const mapping = readMapping(upload.fields.mapping);
      await opened(upload.path, (sheet) => checkColumns(mapping, sheet.columns));
      await settleFile(upload.path, path);
      // What an Idempotency-Key stands for.
      request.body = { sha256: upload.sha256, mapping };
      const job = (await perform(world, caller, request, reply, {
        streams: [],
        decide: async (unit) => {
          checkGrant(unit, caller);
          checkDepartment(unit, mapping);
          const added = await addJob(unit, { id, by: caller.member, file: upload.name, mapping });
          return { changes: [], answer: () => ({ status: 202, body: added }) };
        },
      })) as ImportJob;
      if (job.id !== id) await rm(path, { force: true });
      begun();
      return job;
    } catch (error) {
      await rm(upload.path, { force: true });
      if (error instanceof ProblemError) await rm(path, { force: true });
      throw error;
    }
  });

  route(routes, getImport, ({ params, caller }) => jobOf(world, caller, params.id));

  route(routes, getRefusedRows, async ({ params, caller, reply }) => {
    const job = await jobOf(world, caller, params.id);
    const written = refusedPath(world.dataDir, caller.org, job.id);
    const upload = uploadPath(world.dataDir, caller.org, job.id);
    if (!existsSync(written) && !existsSync(upload))
      throw new ProblemError(problemOf(404, "import-nothing-refused"));
    const name = say("refused-file", { file: job.file.replace(/\.\w+$/, "") });
    reply.type("text/csv; charset=utf-8").header("content-disposition", asAttachment(name));
    return reply.send(
      existsSync(written) ? createReadStream(written) : Readable.from(refusedCsv(upload, job.refused)),
    );
  });
};
