// What an attached file is, by its content; its name counts only against it.
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileTypeFromFile } from "file-type";
import { say } from "#server/http/i18n/say.ts";

const allowed = new Set([
  ...["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif", "application/pdf"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ...["audio/mpeg", "audio/x-m4a", "audio/mp4", "audio/wav", "audio/amr", "video/mp4"],
]);

/** Text under one of these names would be run or shown as more than text where it is opened. */
const active =
  /^\.(html?|xhtml|shtml|hta|svgz?|xml|xsl|m?js|cjs|jsx|tsx?|vbs?|vbe|wsf|wsh|bat|cmd|com|ps1|psm1|sh|bash|zsh|py|rb|pl|php\d?|phtml|asp|aspx|jsp|jar|exe|dll|scr|msi|reg|lnk|url|inf|scpt|command|desktop|applescript)$/i;
const markup = /<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|style|link|meta)\b/i;

export type Judged = { type: string } | { refused: string };

/** Old Word and Excel files share a container with installers and mails; the names inside tell them apart. */
const inContainer = async (path: string): Promise<Judged> => {
  const bytes = await readFile(path);
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, "utf16le"));
  if (has("WordDocument")) return { type: "application/msword" };
  if (has("Workbook") || has("Book")) return { type: "application/vnd.ms-excel" };
  return { refused: "application/x-cfb" };
};

/** The whole file as UTF-8 without control characters, or null. */
const plainText = async (path: string): Promise<string | null> => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const chunk of createReadStream(path))
      text += decoder.decode(chunk as Buffer, { stream: true });
    text += decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what no text holds.
  return /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F]/.test(text) ? null : text;
};

const judgeText = async (path: string, name: string): Promise<Judged> => {
  const text = await plainText(path);
  if (text === null) return { refused: say("content-unknown") };
  const extension = extname(name);
  if (active.test(extension)) return { refused: say("content-active", { value: extension }) };
  if (text.trimStart().startsWith("#!")) return { refused: say("content-script") };
  if (text.trimStart().startsWith("<") || markup.test(text)) return { refused: say("content-markup") };
  return { type: /^\.csv$/i.test(extension) ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8" };
};

const beginsAs = async (path: string, bytes: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
    return buffer.toString("latin1") === bytes;
  } finally {
    await file.close();
  }
};

/**
 * Judges a file on the disk.
 * @param name as its sender calls it
 * @returns the type it is stored and served under, or what it was refused as
 */
export const judgeFile = async (path: string, name: string): Promise<Judged> => {
  if (await beginsAs(path, "\xd0\xcf\x11\xe0")) return inContainer(path);
  const found = await fileTypeFromFile(path);
  if (!found) return judgeText(path, name);
  // `audio/mp4; codecs=…`: what follows says nothing about whether it may be kept.
  const type = found.mime.split(";")[0] ?? "";
  return allowed.has(type) ? { type } : { refused: type };
};
