/**
 * Builds the web after `npm ci`. Without the development tools (`--omit=dev`) or without a web to build
 * it says so and leaves things as they are.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const vite = join(root, "node_modules/vite/bin/vite.js");

if (!existsSync(join(root, "web/index.html"))) {
  console.log("prepare: there is no web/index.html, so nothing is built.");
} else if (!existsSync(vite)) {
  console.log("prepare: vite is not installed (development tools left out), so the web is not built.");
} else {
  const { status } = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn", join(root, "web")], {
    cwd: join(root, "web"),
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
