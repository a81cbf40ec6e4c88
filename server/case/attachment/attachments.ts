// Files of a matter: received, judged by their content, kept beside the log, named in it.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { attachFile, type attachment, getAttachment } from "#api/case.ts";
import { type CaseState, isOpen } from "#domain/case/case.ts";
import { onlyReads } from "#domain/case/may.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { asText, type Refusal, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment, discard, incoming, receive, settleFile, type Upload } from "#server/http/upload.ts";
import { type Caller, type Done, type Seen, see, type Verdict } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { judgeFile } from "./type.ts";

type Attachment = z.infer<typeof attachment>;
type Answer = { status: number; body: Attachment };

const mostBytes = 20 * 1024 * 1024;

const folderOf = (dataDir: string, org: string): string => join(dataDir, "files", org);
const fileOf = (dataDir: string, org: string, stream: string, id: string): string =>
  join(folderOf(dataDir, org), stream, id);

/** Removes every file of a matter, as when its customer's data are erased; harmless where there is none. */
export const removeFiles = (dataDir: string, org: string, stream: string): Promise<void> =>
  rm(join(folderOf(dataDir, org), stream), { recursive: true, force: true });

/** Why nothing may be attached, or null. Whoever sees an open matter may attach to it. */
const refusalOf = (unit: Unit, caller: Caller, seen: Seen | undefined): Refusal | null => {
  if (seen?.kind !== "case" || !memberOf(unit.directory.organisation, caller.member))
    return refuse("unknown", "case-unknown").refused;
  if (onlyReads(grantsOf(unit.directory.organisation, caller.member)))
    return refuse("forbidden", "may-not-anyone").refused;
  const state = seen.derived.state as CaseState;
  if (isOpen(state)) return null;
  return refuse("rule", "wrong-state", { values: { state: state.state ?? "" } }).refused;
};

const seenIn = async (world: World, unit: Unit, id: string): Promise<Seen | undefined> => {
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  return history ? see(world, unit, history) : undefined;
};

const attach =
  (caller: Caller, stream: string, id: string, upload: Upload, type: string) =>
  (unit: Unit, seen: (id: string) => Seen | undefined): Verdict<Answer> => {
    const refusal = refusalOf(unit, caller, seen(stream));
    if (refusal) return { refused: refusal };
    const { name, size, sha256 } = upload;
    const event = { type: "case.attached", data: { id, name, type, size, sha256 } };
    const answer = ({ appended }: Done): Answer => {
      const at = appended.find((a) => a.opened.id === stream)?.turned.fresh[0]?.at ?? unit.now;
      return {
        status: 201,
        body: { id, name, type, size, at: new Date(at).toISOString(), by: caller.member },
      };
    };
    return { changes: [{ stream, kind: "case", events: [event] }], answer };
  };

/** Judges an upload; what may not be kept is a refusal. */
const judged = async (upload: Upload): Promise<string> => {
  if (upload.size === 0) throw refused({ kind: "rule", code: "file-empty", field: "file" });
  const found = await judgeFile(upload.path, upload.name);
  if ("type" in found) return found.type;
  throw refused({ kind: "rule", code: "file-type", field: "file", values: { value: found.refused } });
};

const attachRoute = (routes: Routes, world: World): void =>
  route(routes, attachFile, async ({ params, caller, request, reply }) => {
    const refusal = await reading(world, caller.org, async (unit) =>
      refusalOf(unit, caller, await seenIn(world, unit, params.id)),
    );
    if (refusal) {
      discard(request);
      throw refused(refusal);
    }
    const upload = await receive(request, incoming(world.dataDir), mostBytes);
    const id = randomUUID();
    const path = fileOf(world.dataDir, caller.org, params.id, id);
    try {
      const type = await judged(upload);
      // On the disk before the log says so.
      await settleFile(upload.path, path);
      // What an Idempotency-Key stands for.
      request.body = { name: upload.name, sha256: upload.sha256 };
      const command = { streams: [params.id], decide: attach(caller, params.id, id, upload, type) };
      const answer = (await perform(world, caller, request, reply, command)) as Attachment;
      if (answer.id !== id) await rm(path, { force: true });
      return answer;
    } catch (error) {
      await rm(upload.path, { force: true });
      // After any other failure the event may stand; then the file must.
      if (error instanceof ProblemError) await rm(path, { force: true });
      throw error;
    }
  });

const unknown = (): ProblemError => new ProblemError(problemOf(404, "attachment-unknown"));

const getRoute = (routes: Routes, world: World): void =>
  route(routes, getAttachment, async ({ params, caller, reply }) => {
    const kept = await reading(world, caller.org, async (unit) => {
      const seen = await seenIn(world, unit, params.id);
      if (seen?.kind !== "case" || !memberOf(unit.directory.organisation, caller.member)) throw unknown();
      return (seen.derived.state as CaseState).attachments.find((a) => a.id === params.attachment);
    });
    const name = asText(kept?.name);
    // Erased with its customer: the log still says that there was one.
    if (!kept || name === null) throw unknown();
    const path = fileOf(world.dataDir, caller.org, params.id, String(kept.id));
    const size = await stat(path).then(
      (s) => s.size,
      () => null,
    );
    if (size === null) throw unknown();
    reply.headers({
      "content-type": String(kept.type),
      "content-length": size,
      "content-disposition": asAttachment(name),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    });
    return reply.send(createReadStream(path));
  });

/** Registers the routes of attachments. */
export const attachmentRoutes = (routes: Routes, world: World): void => {
  attachRoute(routes, world);
  getRoute(routes, world);
};
