// Reads a CSV file as it comes: its encoding, its separator, its records with the line on which each begins.

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CsvError, parse } from "csv-parse";
import { say } from "#server/http/i18n/say.ts";
import { type RawRow, SheetFault } from "./fault.ts";

const encodings = ["utf-8", "gb18030"] as const;
type Encoding = (typeof encodings)[number] | "utf-16le";

/** One record is a row of a table, not a book: an unclosed quote would swallow the rest of the file. */
const longestRecord = 4_000_000;

const decodes = async (path: string, encoding: Encoding): Promise<boolean> => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
};

const beginning = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** UTF-8 where the whole file is valid UTF-8, else GB18030, as spreadsheets in China write it. */
const encodingOf = async (path: string, head: Buffer): Promise<Encoding> => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head.includes(0)) throw new SheetFault(say("sheet-not"));
  for (const encoding of encodings) if (await decodes(path, encoding)) return encoding;
  throw new SheetFault(say("sheet-encoding"));
};

/** The separator that the first line has most of; a comma where it has none. */
const delimiterOf = (text: string): string => {
  const line = text.split(/[\r\n]/, 1)[0] ?? "";
  const count = (c: string): number => line.split(c).length;
  return [",", "\t", ";"].reduce((best, c) => (count(c) > count(best) ? c : best));
};

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

const lineBreaks = (raw: string): number => raw.replace(/\r\n?$|\n$/, "").match(/\r\n|\r|\n/g)?.length ?? 0;

const faultOf = (error: CsvError, line: number): SheetFault => {
  if (error.code === "CSV_MAX_RECORD_SIZE") return new SheetFault(say("sheet-record-long", { line }));
  return new SheetFault(say("sheet-quotes", { line }));
};

/**
 * The records of a CSV file, blank ones left out; a record's line is the one on which it begins, as an editor counts.
 * @throws SheetFault for what is no text, and for quotes that don't match
 */
export async function* readCsv(path: string): AsyncGenerator<RawRow> {
  const head = await beginning(path);
  const encoding = await encodingOf(path, head);
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(new TextDecoder(encoding).decode(head)),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    raw: true,
    max_record_size: longestRecord,
  });
  const feeding = pipeline(Readable.from(decoded(path, encoding)), parser);
  // Reported by the reading below.
  feeding.catch(() => {});
  let line = 1;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
      if (record.some((cell) => cell.trim() !== "")) yield { line, cells: record };
      line += 1 + lineBreaks(raw);
    }
  } catch (error) {
    if (/^(CSV_|INVALID_)/.test(String((error as CsvError).code))) throw faultOf(error as CsvError, line);
    throw error;
  } finally {
    parser.destroy();
  }
}
