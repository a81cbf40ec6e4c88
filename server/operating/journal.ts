// What the process says of itself, on its error output: lines of JSON for a machine, sentences for a console.
import pino, { type LogFn, type Logger } from "pino";
import type { Config } from "#server/config.ts";
import { type Bare, bare } from "./bare.ts";

/** Where the process says what happens to it. */
export type Journal = {
  /** The logger itself, as Fastify takes it. */
  pino: Logger;
  /** Somebody reads it at a console: sentences instead of JSON. */
  console: boolean;
  /** One sentence of the program's own; what was thrown stands behind it without anybody's data. */
  say: (sentence: string, thrown?: unknown) => void;
  /** Like `say`, of something that somebody should look at; the same of the same error once a minute. */
  warn: (sentence: string, thrown?: unknown) => void;
};

const againMs = 60_000;

type Line = { level: string; msg?: string; err?: Bare } & Record<string, unknown>;

/** Without words of its own a line would repeat the error's message, with whatever that quotes. */
function withWords(this: Logger, args: unknown[], method: LogFn): void {
  const [what, words, ...more] = args;
  if (what instanceof Error) method.call(this, { err: what }, typeof words === "string" ? words : "error");
  else if (typeof what === "object" && typeof words !== "string") method.call(this, what, "error");
  else method.call(this, what as object, words as string, ...more);
}

/** A line as somebody at a console reads it. */
const sentenceOf = ({ level, msg = "", err, method, route, status, ms }: Line): string => {
  if (method !== undefined) return `${String(method)} ${String(route)} ${String(status)} ${String(ms)} ms`;
  const because = err ? `: ${err.message}${err.code ? ` (${err.code})` : ""}` : "";
  const where = err?.stack && /error|fatal/.test(level) ? `\n${err.stack}` : "";
  return `${msg}${because}${where}`;
};

const asSentences = (out: NodeJS.WritableStream): { write: (line: string) => void } => ({
  write: (line) => void out.write(`${sentenceOf(JSON.parse(line) as Line)}\n`),
});

/**
 * Makes the journal of a process.
 * @param out where the lines go; the process's error output unless a test brings another
 */
export const makeJournal = (
  { logLevel, logFormat }: Pick<Config, "logLevel" | "logFormat">,
  out: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
): Journal => {
  const text = logFormat === "text" || (logFormat === null && out.isTTY === true);
  const options = {
    level: logLevel,
    // Whatever else somebody hands over of a request or an answer stays out.
    serializers: { err: bare, error: bare, req: () => undefined, res: () => undefined },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: { pid: process.pid },
    hooks: { logMethod: withWords },
  };
  const logger = pino(options, text ? asSentences(out) : out);
  const told = (thrown: unknown): object => (thrown === undefined ? {} : { err: thrown });
  const lately = new Map<string, number>();
  /** A database that is away is waited for every second by every loop: once a minute is enough to say so. */
  const isNews = (sentence: string, thrown: unknown): boolean => {
    if (thrown === undefined) return true;
    const { name, code } = thrown as { name?: string; code?: string };
    const what = `${sentence} ${name} ${code}`;
    const now = performance.now();
    if (now - (lately.get(what) ?? Number.NEGATIVE_INFINITY) < againMs) return false;
    lately.set(what, now);
    return true;
  };
  return {
    pino: logger as Logger,
    console: text,
    say: (sentence, thrown) => logger.info(told(thrown), sentence),
    warn: (sentence, thrown) => {
      if (isNews(sentence, thrown)) logger.warn(told(thrown), sentence);
    },
  };
};
