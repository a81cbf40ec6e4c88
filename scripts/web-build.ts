/** Building the web, and knowing when it needs to be built. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const vite = join(root, "node_modules/vite/bin/vite.js");

/** Whether there is a web to build and the means to build it; says so where not. */
export function canBuildWeb(): boolean {
  if (!existsSync(join(root, "web/index.html"))) {
    console.log("There is no web/index.html, so no web is built.");
    return false;
  }
  if (!existsSync(vite)) {
    console.log("vite is not installed (development tools left out), so the web is not built.");
    return false;
  }
  return true;
}

/** Builds `web/dist`. @returns whether that went well; what went wrong has been printed. */
export function buildWeb(): boolean {
  const built = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: join(root, "web"),
    stdio: "inherit",
  });
  return built.status === 0;
}

/** Whether `web/dist` is missing, or older than anything it is made of. */
export function webIsStale(): boolean {
  const page = statSync(join(root, "web/dist/index.html"), { throwIfNoEntry: false });
  if (!page) return true;
  return ["web", "api", "domain", "docs/using", "package-lock.json"].some(
    (part) => newest(join(root, part)) > page.mtimeMs,
  );
}

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path)
    .filter((name) => name !== "dist" && name !== "node_modules")
    .map((name) => newest(join(path, name)));
  return Math.max(0, ...inside);
}
