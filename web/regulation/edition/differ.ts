// Two texts side by side: what both have, what was taken out, what was put in; by words and single characters.

export type Piece = { text: string; mark: "same" | "removed" | "added" };

/** A figure or a Latin word is one piece, every other character its own. */
const tokens = (text: string): string[] => text.match(/[A-Za-z]+|\d+(?:\.\d+)?|\s+|./gsu) ?? [];

/** Beyond this the table of lengths would grow too large; such texts are told apart as wholes. */
const most = 4_000_000;

const lengths = (a: readonly string[], b: readonly string[]): Uint16Array[] => {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const below = rows[i + 1]!;
      rows[i]![j] = a[i] === b[j] ? below[j + 1]! + 1 : Math.max(below[j]!, rows[i]![j + 1]!);
    }
  return rows;
};

const whole = (a: readonly string[], b: readonly string[]): Piece[] => [
  { text: a.join(""), mark: "removed" },
  { text: b.join(""), mark: "added" },
];

const middle = (a: readonly string[], b: readonly string[]): Piece[] => {
  if (a.length === 0 || b.length === 0 || a.length * b.length > most) return whole(a, b);
  const rows = lengths(a, b);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const same = i < a.length && j < b.length && a[i] === b[j];
    const left = j >= b.length || (i < a.length && rows[i + 1]![j]! >= rows[i]![j + 1]!);
    if (same) {
      pieces.push({ text: a[i]!, mark: "same" });
      i++;
      j++;
    } else if (left) pieces.push({ text: a[i++]!, mark: "removed" });
    else pieces.push({ text: b[j++]!, mark: "added" });
  }
  return pieces;
};

/** Neighbours of one kind become one. */
const joined = (pieces: readonly Piece[]): Piece[] => {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.text === "") continue;
    if (last?.mark === piece.mark) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
};

/** Same and removed together are `before`, same and added together are `after`. */
export function differ(before: string, after: string): Piece[] {
  const a = tokens(before);
  const b = tokens(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (part: string[]): Piece => ({ text: part.join(""), mark: "same" });
  return joined([
    same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    same(a.slice(a.length - tail)),
  ]);
}
