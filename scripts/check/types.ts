/** Types: each floor under its own rules of what it may know (`domain/` neither browser nor Node). */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { type Checker, runTool } from "./checker.ts";

const projects = ["tsconfig.json", "domain/tsconfig.json", "web/tsconfig.json"];

export const types: Checker = {
  name: "types",
  files: ["*.ts", "*.tsx"],
  run(root) {
    const seen: string[] = [];
    const faults: string[] = [];
    for (const project of projects.filter((file) => existsSync(join(root, file)))) {
      const { code, out, err } = runTool(root, "typescript/bin/tsc", [
        "-p",
        project,
        "--listFiles",
        "--pretty",
        "false",
      ]);
      for (const line of `${out}\n${err}`.split("\n")) {
        const path = relative(root, line.trim());
        if (/^[^ ]+\.tsx?$/.test(path)) seen.push(path);
        else if (/error TS/.test(line)) faults.push(line);
      }
      if (code !== 0 && faults.length === 0) faults.push(`tsc -p ${project} failed: ${err || out}`);
    }
    return { seen, faults };
  },
};
