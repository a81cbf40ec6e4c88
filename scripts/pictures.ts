/** `npm run pictures`: runs the stories that take pictures for the pages of help, and writes what they took. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWeb, canBuildWeb, webIsStale } from "./web-build.ts";

const root = join(import.meta.dirname, "..");
const stories = globSync("stories/**/*.browser.test.ts", { cwd: root }).filter((file) =>
  /\bpicture\(/.test(readFileSync(join(root, file), "utf8")),
);

if (canBuildWeb() && webIsStale()) buildWeb();
const run = spawnSync(
  process.execPath,
  ["--test", "--test-concurrency=1", "--test-timeout=600000", ...stories.sort()],
  { cwd: root, env: { ...process.env, SHOUWEN_PICTURES: "on" }, stdio: "inherit" },
);
process.exitCode = run.status ?? 1;
