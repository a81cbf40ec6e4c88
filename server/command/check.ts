// `check FILE …`: can these regulations be adopted, and if not, what is wrong in which line.
import { readFileSync } from "node:fs";
import type { Command } from "./command.ts";

type Fault = { line: number; message: string };
/** Reads a regulation's text. */
type Read = (yaml: string) => { errors: Fault[] } | { warnings: Fault[] };

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${file} can't be read: ${(error as Error).message}`);
  }
};

/** Prints `FILE:LINE: message` for each fault; 0 only where no file has one. Warnings stop nobody. */
export const checkCommand =
  (read: Read): Command =>
  async (args, _config, said) => {
    if (args.length === 0) throw new Error("check needs the file of a regulation: shouwen check FILE …");
    let faulty = false;
    for (const file of args) {
      const checked = read(textOf(file));
      // The message says the line once more, for those who see it without the file.
      const tell = (f: Fault): string => `${file}:${f.line}: ${f.message.replace(/^第 \d+ 行：/, "")}`;
      if ("errors" in checked) {
        faulty = true;
        for (const fault of checked.errors) said.err(tell(fault));
      } else {
        for (const warning of checked.warnings) said.err(tell(warning));
        said.out(`${file}: no faults`);
      }
    }
    return faulty ? 1 : 0;
  };
