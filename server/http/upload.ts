// Receives a file sent as multipart/form-data onto the disk, whole or not at all.
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "./problem.ts";

export type Upload = {
  /** Where it lies; whoever asked for it moves or removes it. */
  path: string;
  /** As the sender calls it, without folders. */
  name: string;
  size: number;
  sha256: string;
  /** The other parts of the form. */
  fields: Record<string, string>;
};

/** Where files lie while they come in; what stays here longer than an hour was broken off. */
export const incoming = (dataDir: string): string => join(dataDir, "incoming");

const longestField = 100_000;
const longestName = 200;

/** Some browsers on Windows send a whole path; controls and line breaks have no place in a name. */
const nameOf = (sent: string | undefined): string => {
  const name = basename((sent ?? "").replaceAll("\\", "/").toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  return [...name].slice(-longestName).join("") || "file";
};

const store = async (file: Readable, path: string): Promise<{ size: number; sha256: string }> => {
  const hash = createHash("sha256");
  let size = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      size += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(file, counted, createWriteStream(path, { flush: true, mode: 0o600 }));
  return { size, sha256: hash.digest("hex") };
};

/** A body that ends too early or is not what it says is the sender's fault; a full disk is ours. */
const senderFault = (error: unknown): ProblemError | null => {
  if (error instanceof ProblemError) return error;
  const { statusCode, syscall } = error as { statusCode?: number; syscall?: string };
  if (syscall !== undefined || (statusCode ?? 400) >= 500) return null;
  return statusCode === 413 ? tooLarge() : new ProblemError(problemOf(400, "multipart-wrong"));
};
const tooLarge = (): ProblemError => new ProblemError(problemOf(413, "file-too-large"));

const parts = async (request: FastifyRequest, path: string, most: number): Promise<Upload> => {
  const fields: Record<string, string> = {};
  let file: Omit<Upload, "fields"> | null = null;
  let truncated = false;
  const limits = { fileSize: most, files: 1, fields: 10, fieldSize: longestField };
  for await (const part of request.parts({ limits })) {
    if (part.type === "field") {
      if (part.valueTruncated) throw tooLarge();
      fields[part.fieldname] = String(part.value);
    } else if (part.fieldname !== "file") part.file.resume();
    else {
      file = { path, name: nameOf(part.filename), ...(await store(part.file, path)) };
      truncated = part.file.truncated;
    }
  }
  if (truncated) throw tooLarge();
  if (file) return { ...file, fields };
  throw new ProblemError(
    problemOf(400, "file-missing", { errors: [{ field: "file", message: "file-missing" }] }),
  );
};

/**
 * Receives the part `file` of a form, and its other parts.
 * @param folder made where missing; the file lies there under a name of its own, flushed to the disk
 * @param most bytes
 * @throws ProblemError 400 without a file, 413 for one too large; then nothing stays on the disk
 */
export const receive = async (request: FastifyRequest, folder: string, most: number): Promise<Upload> => {
  if (!request.isMultipart()) throw new ProblemError(problemOf(400, "multipart-needed"));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.part`);
  try {
    return await parts(request, path, most);
  } catch (error) {
    await rm(path, { force: true });
    throw senderFault(error) ?? error;
  }
};

/** Reads what is left of a request that is refused unread, so that its sender hears why. */
export const discard = (request: FastifyRequest): void => void request.raw.resume();

/** Moves a received file to its place so that a power cut does not undo it. */
export const settleFile = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  const folder = await open(dirname(to));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** `content-disposition` for a download; the name may hold anything. */
export const asAttachment = (name: string): string => {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
};
