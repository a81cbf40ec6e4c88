/** Dead code: files, exports and packages that nothing uses, and packages used but not declared. By knip. */
import { join } from "node:path";
import { type Checker, runTool } from "../checker.ts";

const said: Record<string, string> = {
  files: "nothing uses this file",
  dependencies: "nothing uses this package",
  devDependencies: "nothing uses this package",
  unlisted: "is used but not in package.json",
  unresolved: "does not lead anywhere",
  exports: "is exported, but nothing imports it",
  types: "is an exported type that nothing imports",
};

export const deadCode: Checker = {
  name: "dead code",
  files: [
    ...["server/*.ts", "api/*.ts", "domain/*.ts", "scripts/*.ts", "stories/*.ts", "bench/*.ts"],
    ...["web/*.ts", "web/*.tsx", ":!server/db/schema.ts"],
  ],
  run(root) {
    const reporter = join(import.meta.dirname, "knip-report.ts");
    const { out, err } = runTool(root, "knip/bin/knip.js", [
      "--no-progress",
      "--no-exit-code",
      "--reporter",
      reporter,
    ]);
    const line = out.split("\n").find((text) => text.startsWith('{"seen"'));
    if (!line) throw new Error(`knip gave no report: ${err || out}`);
    const { seen, lines } = JSON.parse(line) as {
      seen: number;
      lines: { type: string; file: string; symbol: string }[];
    };
    return {
      seen,
      faults: lines.map(({ type, file, symbol }) => `${file}: ${symbol} ${said[type] ?? type}`),
    };
  },
};
