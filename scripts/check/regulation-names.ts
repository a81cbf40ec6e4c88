/** No regulation's key and no organisation's name is in code: they are data. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Checker, gitFiles } from "./checker.ts";

export const regulationNames: Checker = {
  name: "regulation names",
  files: ["*.ts", "*.tsx", ":!scripts", ":!*.test.ts", ":!stories", ":!bench"],
  run(root, files) {
    const data = gitFiles(root, ["regulations", "organisations"]);
    const keys = [
      ...new Set(
        [...data.map(keyOf), ...data.flatMap((file) => nameIn(root, file))].filter((key) => key !== ""),
      ),
    ];
    const faults = files.flatMap((file) => {
      const text = withoutComments(readFileSync(join(root, file), "utf8"));
      return keys.filter((key) => quotes(text, key)).map((key) => `${file} names "${key}", which is data`);
    });
    return { seen: files, faults };
  },
};

/** An organisation's own name, as its file says it. */
function nameIn(root: string, file: string): string[] {
  if (!file.startsWith("organisations/")) return [];
  const said = /^(?:name|title): *["']?([^"'\n#]+)/m
    .exec(readFileSync(join(root, file), "utf8"))?.[1]
    ?.trim();
  return said === undefined ? [] : [said];
}

/** `regulations/pm-front-office.yaml` → `pm-front-office`; of a folder, its own name counts. */
function keyOf(file: string): string {
  const parts = file.split("/");
  return parts.length > 2
    ? (parts[1] ?? "")
    : basename(file)
        .replace(/(\.test)?\.[a-z]+$/, "")
        .replace(/^README$/, "");
}

// Alone in quotes, or as the start of a clause's id.
function quotes(text: string, key: string): boolean {
  return new RegExp(`["'\`]${key.replace(/[^\w-]/g, "\\$&")}(/[^"'\`]*)?["'\`]`).test(text);
}

// Whole lines only: enough for how comments are written here, and never wrong about a text with // in it.
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
}
