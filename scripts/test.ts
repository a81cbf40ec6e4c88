/**
 * `npm test`: everything there is to test, on a machine that may have nothing but npm. Each step says its name and
 * its time; the first that fails ends the run. `npm test -- domain server` runs the tests of those floors only, without
 * the checks.
 */
import { spawn } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../server/db/embedded.ts";
import { ensureTemplate, startTestServer } from "../server/db/template.ts";
import { ensureBrowser, ensureChineseFont } from "./browser.ts";
import { buildWeb, canBuildWeb, webIsStale } from "./web-build.ts";

const root = join(import.meta.dirname, "..");
const env: Record<string, string | undefined> = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "shouwen-tests-"));
const counted = { passed: 0, failed: 0 };
const wanted = process.argv.slice(2);
let database: Database | undefined;

/** Test files by floor: the quick ones first. Those of the stories drive a browser. */
const floors = {
  checkers: "scripts/**/*.test.ts",
  domain: "domain/**/*.test.ts",
  api: "api/**/*.test.ts",
  web: "web/**/*.test.ts",
  server: "server/**/*.test.ts",
  bench: "bench/**/*.test.ts",
  stories: "stories/**/*.test.ts",
};
type Floor = keyof typeof floors;

async function step(name: string, work: () => unknown): Promise<void> {
  console.log(`\n▶ ${name}`);
  const from = performance.now();
  await work();
  console.log(`✔ ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
}

/** Runs node with these arguments; what it prints is shown as it comes, and returned. */
function node(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (data: Buffer) => {
      output += data;
      process.stdout.write(data);
    });
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

async function testFloor(floor: Floor): Promise<void> {
  const files = globSync(floors[floor], { cwd: root, exclude: (path) => /node_modules|\/dist/.test(path) });
  if (files.length === 0) return;
  await step(`tests of ${floor}, ${files.length} files`, async () => {
    const { code, output } = await node([
      "--test",
      "--test-concurrency=2",
      "--test-timeout=600000",
      "--test-reporter=spec",
      ...files.sort(),
    ]);
    counted.passed += Number(/^ℹ pass (\d+)$/m.exec(output)?.[1] ?? 0);
    counted.failed += Number(/^ℹ fail (\d+)$/m.exec(output)?.[1] ?? 0);
    if (code !== 0) throw new Error(`tests of ${floor} failed`);
  });
}

async function everything(): Promise<void> {
  const unknown = wanted.find((name) => !(name in floors));
  if (unknown !== undefined)
    throw new Error(`there is no floor ${unknown}, only ${Object.keys(floors).join(", ")}`);
  const chosen = (Object.keys(floors) as Floor[]).filter(
    (floor) => wanted.length === 0 || wanted.includes(floor),
  );
  if (chosen.includes("stories") && canBuildWeb() && webIsStale()) {
    await step("building the web", () => {
      if (!buildWeb()) throw new Error("the web does not build");
    });
  }
  await step("a database server for the tests", async () => {
    database = await startTestServer(folder);
    env.SHOUWEN_TEST_DATABASE_URL = database.url;
    await ensureTemplate(database.url);
  });
  if (wanted.length === 0) {
    await step("npm run check", async () => {
      const { code } = await node(["scripts/check/main.ts"]);
      if (code !== 0) throw new Error("npm run check failed");
    });
  }
  if (chosen.includes("stories")) {
    await step("a browser", () => {
      env.CHROMIUM_PATH = ensureBrowser(env);
      ensureChineseFont();
      console.log(env.CHROMIUM_PATH);
    });
  }
  for (const floor of chosen) await testFloor(floor);
}

async function clearUp(): Promise<void> {
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void clearUp().finally(() => process.exit(1)));
}

const from = performance.now();
try {
  await everything();
} catch (error) {
  console.log(`\n✖ ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await clearUp();
}
console.log(`\n${((performance.now() - from) / 1000).toFixed(0)} s`);
console.log(`${counted.passed} passed, ${counted.failed} failed`);
