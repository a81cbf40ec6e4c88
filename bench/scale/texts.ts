// What citizens really wrote, read where it lies beside the repository; made-up texts where it is not there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { csv } from "../matters.ts";

export type Text = { title: string; description: string };

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "data");
const files = ["plain", "voted", "classed", "replied"].map((name) => `zh-citizen-messages-${name}.csv`);

type Row = { subject?: string; body?: string; title?: string; description?: string };
const rows = (text: string): Row[] => parse(text, { columns: true, bom: true }) as Row[];

const real = (): Text[] =>
  files
    .filter((file) => existsSync(join(folder, file)))
    .flatMap((file) => rows(readFileSync(join(folder, file), "utf8")))
    .map((r) => ({ title: (r.subject ?? "").slice(0, 200), description: (r.body ?? "").slice(0, 2000) }))
    .filter((t) => t.title !== "" && t.description !== "");

const madeUp = (): Text[] =>
  rows(csv(0, 5000)).map((r) => ({ title: r.title ?? "", description: r.description ?? "" }));

/** The texts, and where they are from. */
export const readTexts = (): { texts: Text[]; from: string } => {
  const texts = real();
  return texts.length > 0
    ? { texts, from: `${texts.length.toLocaleString("en")} messages of citizens` }
    : { texts: madeUp(), from: "made-up messages" };
};
