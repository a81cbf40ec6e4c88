/** Lint and format, by Biome; the rules stand in `biome.json`. */
import { join } from "node:path";
import { type Checker, runTool } from "./checker.ts";

type Report = {
  summary: { changed: number; unchanged: number };
  diagnostics: {
    severity: string;
    message: string;
    category: string;
    location?: { path?: string; start?: Place };
  }[];
};
type Place = { line: number };

export const lint: Checker = {
  name: "lint",
  files: [
    "*.ts",
    "*.tsx",
    "*.css",
    "*.json",
    ":!package-lock.json",
    ":!docs/regulation.schema.json",
    ":!server/db/schema.ts",
  ],
  run(root) {
    const args = [
      "check",
      "--reporter=json",
      "--max-diagnostics=none",
      `--config-path=${join(root, "biome.json")}`,
    ];
    const { out, err } = runTool(root, "@biomejs/biome/bin/biome", [...args, "."]);
    if (!out.includes('{"summary"')) throw new Error(`Biome gave no report: ${err}`);
    const report = JSON.parse(out.slice(out.indexOf('{"summary"'))) as Report;
    const faults = report.diagnostics
      .filter(({ severity }) => severity === "error" || severity === "fatal" || severity === "warning")
      .map(({ location, category, message }) => {
        return `${location?.path}:${location?.start?.line ?? 1} ${category}: ${message}`;
      });
    return { seen: report.summary.changed + report.summary.unchanged, faults };
  },
};
