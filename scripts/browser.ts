/** Finding the browser that the stories drive, and getting one where there is none. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const places = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/snap/bin/chromium"];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, else the system's own, else Debian's, installed now where we are root.
 * @param env the environment to look in.
 * @throws Error, in one sentence, where none is to be had.
 */
export function ensureBrowser(env: Record<string, string | undefined>): string {
  const given = env.CHROMIUM_PATH?.trim();
  if (given) {
    if (!runs(given))
      throw new Error(`CHROMIUM_PATH names ${given}, which is not a program that can be run.`);
    return given;
  }
  const found = findBrowser(env) ?? (install("chromium") ? findBrowser(env) : undefined);
  if (found) return found;
  throw new Error(
    "There is no browser: set CHROMIUM_PATH, or install chromium, or run this as root where apt-get can install it.",
  );
}

/** The system's Chromium or Chrome, if it has one. */
export function findBrowser(env: Record<string, string | undefined>): string | undefined {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...places].find(runs);
}

/** Makes sure that Chinese shows as more than boxes in screenshots, where that can be done; never fails. */
export function ensureChineseFont(): void {
  const listed = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  if (listed.status === 0 && listed.stdout.trim() !== "") return;
  if (!install("fonts-noto-cjk", "fontconfig") && !install("fonts-wqy-microhei", "fontconfig")) {
    console.log("No Chinese font is installed: the stories pass, but their pictures show boxes.");
  }
}

let updated = false;

function install(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-q", "-y", "-o", "Dpkg::Use-Pty=0", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    }).status === 0;
  console.log(`Installing ${packages.join(" ")} with apt-get.`);
  if (!updated) updated = apt("update");
  return apt("install", "--no-install-recommends", ...packages);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
