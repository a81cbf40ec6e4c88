// Reads the text of a PDF as a reader would copy it: by the font's own table from glyphs to characters.
import { inflateSync } from "node:zlib";

const streamsOf = (pdf: Buffer): string[] => {
  const found: string[] = [];
  for (let at = 0; ; ) {
    const begin = pdf.indexOf("stream\n", at, "latin1");
    if (begin < 0) return found;
    const end = pdf.indexOf("endstream", begin, "latin1");
    const bytes = pdf.subarray(begin + 7, end);
    try {
      found.push(inflateSync(bytes).toString("latin1"));
    } catch {
      found.push(bytes.toString("latin1"));
    }
    at = end + 9;
  }
};

const character = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** Glyph → characters, of all the document's fonts. */
const glyphs = (streams: readonly string[]): Map<string, string> => {
  const known = new Map<string, string>();
  for (const cmap of streams.filter((s) => s.includes("begincmap")))
    for (const [, from = "", to = "", list = ""] of cmap.matchAll(
      /<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi,
    )) {
      const values = [...list.matchAll(/<([0-9a-f]+)>/gi)].map((m) => character(m[1] ?? ""));
      for (let g = Number.parseInt(from, 16); g <= Number.parseInt(to, 16); g++)
        known.set(g.toString(16).padStart(4, "0"), values[g - Number.parseInt(from, 16)] ?? "");
    }
  return known;
};

/** All text of a PDF, in the order in which it is set. */
export const textOf = (pdf: Buffer): string => {
  const streams = streamsOf(pdf);
  const known = glyphs(streams);
  const shown = streams.flatMap((s) => [...s.matchAll(/\[([^\]]*)\] TJ/g)].map((m) => m[1] ?? ""));
  const hex = shown.map((run) => [...run.matchAll(/<([0-9a-f]+)>/gi)].map((m) => m[1]).join(""));
  return hex
    .map((h) => (h.match(/.{4}/g) ?? []).map((g) => known.get(g.toLowerCase()) ?? "�").join(""))
    .join("");
};
