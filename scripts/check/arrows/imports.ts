/** What a source file imports, read from its syntax tree. */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "vite";

/** One import: what is written, the file in the program it means (undefined for a package), and if only types. */
export type Import = { written: string; file: string | undefined; typeOnly: boolean };

/**
 * All imports of a file: static, dynamic, of types, and re-exports.
 * @param aliases the `imports` of package.json, e.g. `{"#domain/*": "./domain/*"}`.
 */
export function importsOf(root: string, file: string, aliases: Record<string, string>): Import[] {
  const source = readFileSync(join(root, file), "utf8");
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} can't be read: ${errors[0]?.message}`);
  const found: { written: string; typeOnly: boolean }[] = [];
  walk(program, found);
  return found.map((one) => ({ ...one, file: resolve(file, one.written, aliases) }));
}

type Node = { type?: string; [key: string]: unknown };

function walk(value: unknown, found: { written: string; typeOnly: boolean }[]): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, found);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const node = value as Node;
  const written = writtenIn(node);
  if (written !== undefined) found.push({ written, typeOnly: typesOnly(node) });
  for (const child of Object.values(node)) walk(child, found);
}

function writtenIn(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType": {
      const { value } = (node.source ?? {}) as { value?: unknown };
      return typeof value === "string" ? value : undefined;
    }
    default:
      return undefined;
  }
}

function typesOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const names = (node.specifiers ?? []) as { importKind?: string; exportKind?: string }[];
  return names.length > 0 && names.every((name) => name.importKind === "type" || name.exportKind === "type");
}

function resolve(from: string, written: string, aliases: Record<string, string>): string | undefined {
  const path = written.replace(/\?.*$/, "");
  if (path.startsWith(".")) return normalize(join(dirname(from), path));
  for (const [alias, target] of Object.entries(aliases)) {
    const start = alias.replace("*", "");
    if (path.startsWith(start)) return normalize(target.replace("*", path.slice(start.length)));
  }
  return undefined;
}
