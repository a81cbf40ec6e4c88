/** The Chinese that a program says: its strings and what stands between tags, without comments and patterns. */

/** One text of a source file, with `{0}`, `{1}` … for what a template fills in. */
export type Said = { line: number; text: string };

const han = /\p{Script=Han}/u;

/**
 * The texts of a source file that hold a Chinese letter.
 * @param source TypeScript, perhaps with tags
 */
export function chineseIn(source: string): Said[] {
  const found: Said[] = [];
  const said = (at: number, text: string) => {
    if (han.test(text)) found.push({ line: source.slice(0, at).split("\n").length, text });
  };
  let at = 0;
  let before = "";
  let loose = "";
  while (at < source.length) {
    const end = pieceEnd(source, at, before);
    const piece = source.slice(at, end);
    if (/^["']/.test(piece)) said(at, unquoted(piece));
    else if (piece[0] === "`") template(piece, (text) => said(at, text), found, source.slice(0, at));
    else if (end === at + 1) loose = han.test(piece) ? loose + piece : loose;
    if (loose && (end !== at + 1 || !han.test(piece))) {
      said(at, loose);
      loose = "";
    }
    if (!/^\s|^\/[/*]/.test(piece)) before = piece.at(-1) ?? "";
    at = end;
  }
  if (loose) said(at, loose);
  return found;
}

// Where the string, template, comment or pattern that begins here ends; the next letter where none does.
function pieceEnd(source: string, at: number, before: string): number {
  const two = source.slice(at, at + 2);
  if (two === "//") return endOf(source, "\n", at);
  if (two === "/*") return endOf(source, "*/", at + 2) + 2;
  const first = source[at];
  if (first === '"' || first === "'") return quoteEnd(source, at);
  if (first === "`") return templateEnd(source, at);
  // A slash after a value divides; elsewhere it begins a pattern.
  if (first === "/" && !/[\w)\]}<>]/.test(before)) return patternEnd(source, at);
  return at + 1;
}

const endOf = (source: string, mark: string, from: number): number => {
  const found = source.indexOf(mark, from);
  return found < 0 ? source.length : found;
};

// A quotation mark between tags is a letter like any other: a string ends on its line.
function quoteEnd(source: string, at: number): number {
  for (let n = at + 1; n < source.length; n++) {
    if (source[n] === "\\") n++;
    else if (source[n] === source[at]) return n + 1;
    else if (source[n] === "\n") return at + 1;
  }
  return at + 1;
}

function patternEnd(source: string, at: number): number {
  let inClass = false;
  for (let n = at + 1; n < source.length; n++) {
    const letter = source[n];
    if (letter === "\\") n++;
    else if (letter === "[") inClass = true;
    else if (letter === "]") inClass = false;
    else if (letter === "/" && !inClass) return n + 1;
    else if (letter === "\n") return at + 1;
  }
  return at + 1;
}

function templateEnd(source: string, at: number): number {
  for (let n = at + 1; n < source.length; n++) {
    if (source[n] === "\\") n++;
    else if (source[n] === "`") return n + 1;
    else if (source.startsWith("${", n)) n = holeEnd(source, n + 2) - 1;
  }
  return source.length;
}

/** Behind the brace that closes a hole. */
function holeEnd(source: string, at: number): number {
  let depth = 1;
  let n = at;
  while (n < source.length && depth > 0) {
    const letter = source[n];
    if (letter === "{") depth++;
    if (letter === "}") depth--;
    n = letter === '"' || letter === "'" || letter === "`" ? pieceEnd(source, n, "") : n + 1;
  }
  return n;
}

function template(piece: string, said: (text: string) => void, found: Said[], before: string): void {
  let text = "";
  let holes = 0;
  for (let n = 1; n < piece.length - 1; n++) {
    if (piece[n] === "\\") {
      text += piece.slice(n, n + 2);
      n++;
    } else if (piece.startsWith("${", n)) {
      const end = holeEnd(piece, n + 2);
      const line = `${before}${piece.slice(0, n)}`.split("\n").length - 1;
      for (const one of chineseIn(piece.slice(n + 2, end - 1))) found.push({ ...one, line: one.line + line });
      text += `{${holes++}}`;
      n = end - 1;
    } else text += piece[n];
  }
  said(text);
}

const unquoted = (piece: string): string => piece.slice(1, -1).replace(/\\(["'\\])/g, "$1");
