/** The arrows of the house: who may import whom (ARCHITECTURE.md), and no circles. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Checker } from "../checker.ts";
import { type Import, importsOf } from "./imports.ts";

type Floor = { floors: string[]; packages?: (name: string) => boolean };

const floors: Record<string, Floor> = {
  domain: { floors: ["domain"], packages: (name) => !name.startsWith("node:") },
  api: { floors: ["api", "domain"], packages: (name) => name === "zod" },
  server: { floors: ["server", "api", "domain"] },
  web: { floors: ["web", "api", "domain"], packages: (name) => !name.startsWith("node:") },
};

/** What every noun of a floor may stand on. The lists are closed: a new entry is a decision. */
const ground: Record<string, string[]> = {
  server: ["log", "db", "http", "china", "paper", "sheet"],
  web: ["ui", "i18n"],
};

export const arrows: Checker = {
  name: "arrows",
  files: ["*.ts", "*.tsx"],
  run(root, files) {
    const { imports: aliases = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      imports?: Record<string, string>;
    };
    const graph = new Map(files.map((file) => [file, importsOf(root, file, aliases)]));
    const faults = files.filter((file) => /^index\.tsx?$/.test(basename(file)));
    return {
      seen: [...graph.keys()],
      faults: [
        ...faults.map((file) => `${file}: no index files; import from the file that has it`),
        ...[...graph].flatMap(([file, imports]) => imports.flatMap((one) => faultsOf(root, file, one))),
        ...circles(graph),
      ],
    };
  },
};

function faultsOf(root: string, file: string, { written, file: target }: Import): string[] {
  const [floor = "", noun = ""] = file.split("/");
  const rule = floors[floor];
  const test = /\.(test|config)\.tsx?$|\/testing\//.test(file);
  if (target === undefined) {
    const allowed = !rule?.packages || test || rule.packages(written);
    return allowed ? [] : [`${file}: ${floor}/ may not import ${written}`];
  }
  if (!existsSync(join(root, target))) return [`${file}: imports ${written}, which is not there`];
  if (!rule) return [];
  const [targetFloor = "", targetNoun = ""] = target.split("/");
  if (!target.includes("/")) return [];
  if (!rule.floors.includes(targetFloor))
    return [`${file}: ${floor}/ may not import ${targetFloor}/ (${written})`];
  const base = ground[floor];
  const inNoun = file.split("/").length > 2 && target.split("/").length > 2;
  if (!base || test || floor !== targetFloor || !inNoun || noun === targetNoun || base.includes(targetNoun))
    return [];
  return [`${file}: the noun ${noun} may not import the noun ${targetNoun} (${written})`];
}

/** Each circle of imports once, types aside, since those are gone when the program runs. */
function circles(graph: Map<string, Import[]>): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      const least = circle.indexOf(circle.toSorted()[0] ?? "");
      found.add([...circle.slice(least), ...circle.slice(0, least)].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const one of graph.get(file) ?? []) {
      if (one.file !== undefined && !one.typeOnly) visit(one.file, [...path, file]);
    }
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return [...found].map((circle) => `imports in a circle: ${circle}`);
}
