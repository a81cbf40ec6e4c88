// What a log may say of an error: what went wrong and where, never what somebody typed.
type Failure = Error & {
  code?: string;
  severity?: string;
  constraint?: string;
  table?: string;
  column?: string;
  routine?: string;
};

/** An error as a log keeps it. */
export type Bare = {
  type: string;
  message: string;
  code?: string;
  /** Of PostgreSQL: whose rule it was. */
  table?: string;
  column?: string;
  constraint?: string;
  stack?: string;
  cause?: Bare;
};

const quoted = /"[^"]*"|“[^”]*”|`[^`]*`|(?<![\p{L}\d])'[^']*'/gu;
const longest = 500;

/** A sentence of a program without what it quotes, longer numbers, and whatever is not plain ASCII. */
export const bareText = (text: string): string =>
  text
    .replace(quoted, '"…"')
    .replace(/\S*@\S*/g, "…")
    .replace(/\+?\d[\d -]{5,}\d/g, "…")
    .replace(/[^\p{ASCII}…]+/gu, "…")
    .slice(0, longest);

/** Classes of PostgreSQL's errors whose messages repeat values of rows: bad data, broken constraints. */
const repeatsValues = /^2[0-9]/;

const messageOf = (error: Failure): string => {
  const { severity, code, message = "" } = error;
  if (severity && code && repeatsValues.test(code)) return `PostgreSQL refused a value (${code})`;
  // What cannot be read is quoted in part by JSON.parse.
  if (error instanceof SyntaxError) return "a text could not be read";
  // Names of the program's own, which tell where to look.
  if (error instanceof TypeError) return message.replace(/[^\p{ASCII}]+/gu, "…").slice(0, longest);
  return bareText(message);
};

/** Only where it happened: the first line of a stack repeats the message. */
const framesOf = (stack: string | undefined): string | undefined => {
  const frames = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return frames.length > 0 ? frames.map((line) => line.trim()).join("\n") : undefined;
};

/**
 * What may be kept of something thrown: kind, code, message without values, where it happened, and its causes.
 * PostgreSQL's `detail`, `where` and `hint`, which carry values of rows, and every other property are left out.
 */
export const bare = (thrown: unknown, depth = 3): Bare => {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: bareText(String(thrown)) };
  const error = thrown as Failure;
  const kept: Bare = { type: error.name, message: messageOf(error) };
  if (error.code !== undefined) kept.code = String(error.code).slice(0, 40);
  if (error.severity)
    for (const name of ["table", "column", "constraint"] as const) {
      const value = error[name];
      if (value) kept[name] = value;
    }
  const stack = framesOf(error.stack);
  if (stack) kept.stack = stack;
  if (error.cause !== undefined && depth > 0) kept.cause = bare(error.cause, depth - 1);
  return kept;
};
