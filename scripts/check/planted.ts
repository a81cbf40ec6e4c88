/** For the checkers' own tests: a small program with a fault planted in it. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Checker, judge } from "./checker.ts";

const program = join(import.meta.dirname, "../..");
const settings = ["biome.json", "knip.json", "tsconfig.json", "domain/tsconfig.json", "web/tsconfig.json"];

/**
 * What a checker says of a program that consists of these files and the real settings.
 * @param files path → text; they replace settings of the same path.
 * @returns the faults.
 */
export async function faultsIn(checker: Checker, files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const path of [...settings, "scripts/check/no-clock.grit"]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      copyFileSync(join(program, path), join(root, path));
    }
    symlinkSync(join(program, "node_modules"), join(root, "node_modules"));
    write(root, ".gitignore", "node_modules\n");
    write(root, "package.json", json({ type: "module", imports: { "#domain/*": "./domain/*" } }));
    for (const [path, text] of Object.entries(files)) write(root, path, text);
    spawnSync("git", ["init", "-q"], { cwd: root });
    return (await judge(checker, root)).faults;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
