/** Documents: every path, npm script and top folder that they speak of is there. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob } from "node:path";
import { type Checker, gitFiles } from "./checker.ts";

/** Paths that exist only where the program has run or been built. */
const made = /^(data|node_modules|web\/dist|dist)(\/|$)/;
const fileEnding = /\.(ts|tsx|sql|md|ya?ml|json|css|grit|html|svg|png|jpg)$/;

export const docs: Checker = {
  name: "documents",
  files: ["*.md"],
  run(root, files) {
    const all = gitFiles(root, ["."]);
    const known = new Set(all.flatMap(withFolders));
    const { scripts = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts?: Record<string, string>;
    };
    const faults = files.flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return [
        ...pathsIn(text, known)
          .filter((path) => !exists(path, dirname(file), known))
          .map((path) => `${file}: ${path} is not there`),
        ...[...text.matchAll(/npm run ([\w:-]+)/g)]
          .filter(([, name = ""]) => !(name in scripts))
          .map(([command]) => `${file}: there is no ${command}`),
      ];
    });
    return { seen: files, faults: [...new Set([...faults, ...unnamedFolders(root, all)])] };
  },
};

function withFolders(file: string): string[] {
  const parts = file.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** What stands in backticks and looks like a path of this program, and the local targets of links. */
function pathsIn(text: string, known: Set<string>): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, "");
  const quoted = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, inside = ""]) =>
    inside.replace(/^#(?=\w+\/)/, ""),
  );
  const links = [...prose.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = ""]) => target);
  const looksLikePath = (text: string) =>
    /^[\w.@*-]+(\/[\w.@*{},<>-]+)*\/?$/.test(text) &&
    text.includes("/") &&
    !text.startsWith("..") &&
    !/[<>]|NNNN/.test(text) &&
    (text.endsWith("/") || fileEnding.test(text) || known.has(text.split("/")[0] ?? ""));
  const isLocal = (target: string) => !/^[a-z]+:|^\//.test(target) && !target.startsWith("..");
  return [...quoted.filter(looksLikePath), ...links.filter(isLocal)];
}

function exists(path: string, folder: string, known: Set<string>): boolean {
  const bare = path.replace(/\/$/, "").replace(/^\.\//, "");
  const choices = [bare, join(folder, bare)];
  if (choices.some((choice) => made.test(choice) || known.has(choice))) return true;
  return /[*{]/.test(bare) && [...known].some((one) => choices.some((choice) => matchesGlob(one, choice)));
}

function unnamedFolders(root: string, all: string[]): string[] {
  const page = join(root, "ARCHITECTURE.md");
  if (!existsSync(page)) return ["ARCHITECTURE.md is not there"];
  const text = readFileSync(page, "utf8");
  const folders = new Set(all.filter((file) => file.includes("/")).map((file) => file.split("/")[0] ?? ""));
  return [...folders]
    .filter((folder) => !folder.startsWith(".") && !text.includes(`${folder}/`))
    .map((folder) => `ARCHITECTURE.md does not name ${folder}/`);
}
