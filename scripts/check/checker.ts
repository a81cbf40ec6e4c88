/** What every checker is, and what it is judged by. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What a checker found: the files it really looked at, and one line for each fault. */
export type Findings = { seen: readonly string[] | number; faults: string[] };

/** One checker. `files` are the git path patterns of what it must look at. */
export type Checker = {
  name: string;
  files: readonly string[];
  /**
   * @param root the folder of the program, absolute.
   * @param files the paths under `root` that it must look at.
   */
  run(root: string, files: string[]): Findings | Promise<Findings>;
};

/** How a checker fared. */
export type Verdict = { name: string; files: number; seconds: number; faults: string[] };

/** The files that git knows, or would take in, under these patterns: committed and new, but not ignored ones. */
export function gitFiles(root: string, patterns: readonly string[]): string[] {
  if (patterns.length === 0) return [];
  // Git refuses a folder that belongs to somebody else, as a clone does for root; reading its list is harmless.
  const args = [
    "-c",
    "safe.directory=*",
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
    "--",
  ];
  const listed = spawnSync("git", [...args, ...patterns], { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
  if (listed.status !== 0)
    throw new Error(`git can't list the files: ${listed.stderr || listed.error?.message}`);
  const files = new Set(listed.stdout.split("\0").filter((file) => file !== ""));
  return [...files].filter((file) => existsSync(join(root, file))).sort();
}

/** Runs a checker. One that saw fewer files than git lists fails, since it then says nothing about the others. */
export async function judge(checker: Checker, root: string): Promise<Verdict> {
  const from = performance.now();
  let files: string[] = [];
  let faults: string[];
  try {
    files = gitFiles(root, checker.files);
    const findings = await checker.run(root, files);
    faults = [...findings.faults, ...unseen(findings.seen, files)];
  } catch (error) {
    faults = [(error as Error).message];
  }
  return { name: checker.name, files: files.length, seconds: (performance.now() - from) / 1000, faults };
}

function unseen(seen: Findings["seen"], files: string[]): string[] {
  if (typeof seen === "number") {
    return seen < files.length ? [`saw only ${seen} of the ${files.length} files that git lists`] : [];
  }
  const looked = new Set(seen);
  return files.filter((file) => !looked.has(file)).map((file) => `did not see ${file}`);
}

/** Runs a tool that came through npm, by its path inside node_modules. */
export function runTool(
  root: string,
  tool: string,
  args: string[],
): { code: number; out: string; err: string } {
  const path = join(import.meta.dirname, "../../node_modules", tool);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return { code: status ?? 1, out: stdout, err: stderr };
}
