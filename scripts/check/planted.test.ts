import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { languageText } from "../language-made.ts";
import { sourceFile, taiwanFile } from "../languages-made.ts";
import { schemaFiles } from "../schema-made.ts";
import { arrows } from "./arrows/arrows.ts";
import { bundle } from "./bundle.ts";
import type { Checker } from "./checker.ts";
import { deadCode } from "./dead-code/dead-code.ts";
import { docs } from "./docs.ts";
import { language } from "./drift/language.ts";
import { languages } from "./drift/languages.ts";
import { schema } from "./drift/schema.ts";
import { licences } from "./licences.ts";
import { lint } from "./lint.ts";
import { names } from "./names.ts";
import { faultsIn } from "./planted.ts";
import { regulationNames } from "./regulation-names.ts";
import { sizes } from "./sizes.ts";
import { types } from "./types.ts";

/** One fault of each kind, and each fault found; the program without them has none. */
async function finds(
  checker: Checker,
  clean: Record<string, string>,
  planted: [Record<string, string>, RegExp][],
) {
  assert.deepEqual(await faultsIn(checker, clean), []);
  for (const [files, fault] of planted) {
    const faults = await faultsIn(checker, { ...clean, ...files });
    assert.ok(
      faults.some((line) => fault.test(line)),
      `no fault like ${fault} in:\n${faults.join("\n")}`,
    );
  }
}

const page = "export const Page = () => <p>{document.title}</p>;\n";

test("a checker that sees fewer files than git lists fails", async () => {
  const files = { "domain/a.ts": "", "domain/b.ts": "" };
  const blind = (seen: string[] | number): Checker => ({
    name: "blind",
    files: ["*.ts"],
    run: () => ({ seen, faults: [] }),
  });
  assert.deepEqual(await faultsIn(blind(["domain/a.ts"]), files), ["did not see domain/b.ts"]);
  assert.deepEqual(await faultsIn(blind(1), files), ["saw only 1 of the 2 files that git lists"]);
  assert.deepEqual(await faultsIn(blind(2), files), []);
});

test("types", () =>
  finds(types, { "domain/a.ts": "export const a = 1;\n", "web/page.tsx": page }, [
    [{ "server/b.ts": "export const b: string = 1;\n" }, /server\/b\.ts.*TS2322/],
    [{ "domain/b.ts": 'console.log("b");\n' }, /domain\/b\.ts.*'console'/],
    [{ "domain/b.ts": "export const b = process.pid;\n" }, /domain\/b\.ts.*'process'/],
    [{ "domain/b.ts": 'export const b = fetch("/");\n' }, /domain\/b\.ts.*'fetch'/],
    [{ "server/b.ts": "export enum B {}\n" }, /server\/b\.ts.*erasableSyntaxOnly/],
    [{ "elsewhere/b.ts": "export const b = 1;\n" }, /did not see elsewhere\/b\.ts/],
  ]));

test("lint", () =>
  finds(lint, { "domain/a.ts": "export const a = 1;\n" }, [
    [{ "server/b.ts": "export const b = (x: any) => x;\n" }, /noExplicitAny/],
    [{ "server/b.ts": "export default 1;\n" }, /noDefaultExport/],
    [{ "server/b.ts": "export const b = process.env.B;\n" }, /noProcessEnv/],
    [{ "server/b.ts": "export const b   = 1\n" }, /format/],
    [{ "server/b.ts": `export function b() {\n${"  b();\n".repeat(71)}}\n` }, /noExcessiveLinesPerFunction/],
    [{ "domain/b.ts": "export const b = Date.now();\n" }, /reads no clock/],
    [{ "domain/b.ts": "export const b = new Date();\n" }, /reads no clock/],
    [{ "domain/b.ts": "export const b = Math.random();\n" }, /reads no clock/],
  ]));

test("languages", () => {
  const texts = {
    [sourceFile]: '{ "hello": "你好，{{who}}" }',
    "web/i18n/en.json": '{ "hello": "Hello, {{who}}" }',
  };
  const clean = {
    ...texts,
    [taiwanFile]: `${JSON.stringify({ hello: "你好，{{who}}" }, null, 2)}\n`,
    "web/a.ts": "// 注释\nexport const found = /[一二三]/.test(`a` /* 说明 */);\n",
  };
  return finds(languages, clean, [
    [{ [sourceFile]: '{ "hello": "你好，{{who}}", "bye": "再见" }' }, /en\.json lacks bye/],
    [{ "web/i18n/en.json": '{ "hello": "Hello, {{who}}", "bye": "Bye" }' }, /zh-CN\.json lacks bye/],
    [{ "web/i18n/en.json": '{ "hello": "Hello, {{name}}" }' }, /hello is filled with who .* with name/],
    [{ "web/i18n/en.json": '{ "hello": "Hello, 你 {{who}}" }' }, /Chinese letters at hello/],
    [{ [taiwanFile]: "{}\n" }, /run npm run languages/],
    [{ "domain/b.ts": 'export const b = "再见";\n' }, /domain\/b\.ts:1 says “再见”, which has no English/],
    [{ "server/http/i18n/zh-CN.ts": 'export const simplified = { bye: "再见" };\n' }, /en\.ts lacks bye/],
    [{ "server/b.ts": 'export const b = "再见";\n' }, /server\/b\.ts:1 says “再见”, which belongs/],
    [{ "web/b.ts": 'export const b = "再见";\n' }, /web\/b\.ts:1 says “再见”/],
    [{ "web/b.tsx": "export const B = () => (\n  <p>再见</p>\n);\n" }, /web\/b\.tsx:2 says “再见”/],
    [{ "web/b.ts": `export const b = \`\${a("x")}再见\${a(\`{\`)}\`;\n` }, /says “\{0\}再见\{1\}”/],
  ]);
});

test("arrows", () => {
  const clean = {
    "domain/a.ts": "export const a = 1;\n",
    "domain/a.test.ts": 'import "node:test";\n',
    "api/a.ts": 'import { z } from "zod";\nimport { a } from "#domain/a.ts";\nexport const b = [a, z];\n',
    "server/log/a.ts": "export const a = 1;\n",
    "server/case/a.ts":
      'import type { b } from "./b.ts";\nimport { a } from "../log/a.ts";\nexport const c: typeof b = a;\n',
    "server/case/b.ts": 'import { c } from "./a.ts";\nexport const b = 1;\nexport const d = c;\n',
    "server/app.ts": 'import { c } from "./case/a.ts";\nexport const app = c;\n',
    "web/page.tsx": page,
  };
  return finds(arrows, clean, [
    [{ "domain/b.ts": 'import { a } from "../server/log/a.ts";\n' }, /domain\/ may not import server\//],
    [{ "domain/b.ts": 'export const a = import("../api/a.ts");\n' }, /domain\/ may not import api\//],
    [{ "domain/b.ts": 'import { readFileSync } from "node:fs";\n' }, /may not import node:fs/],
    [{ "api/b.ts": 'import pg from "pg";\n' }, /api\/ may not import pg/],
    [{ "server/b.ts": 'export { Page } from "../web/page.tsx";\n' }, /server\/ may not import web\//],
    [{ "web/b.tsx": 'type A = import("../server/log/a.ts").A;\n' }, /web\/ may not import server\//],
    [
      { "server/member/a.ts": 'import { c } from "../case/a.ts";\n' },
      /noun member may not import the noun case/,
    ],
    [{ "server/log/b.ts": 'import { c } from "../case/a.ts";\n' }, /noun log may not import the noun case/],
    [
      { "web/member/a.tsx": 'import "../case/b.ts";\n', "web/case/b.ts": "" },
      /noun member may not import the noun case/,
    ],
    [{ "server/case/index.ts": "" }, /no index files/],
    [{ "domain/b.ts": 'import "./gone.ts";\n' }, /gone\.ts, which is not there/],
    [
      { "domain/a.ts": 'import "./b.ts";\n', "domain/b.ts": 'import "./a.ts";\n' },
      /a circle: domain\/a\.ts → domain\/b\.ts/,
    ],
  ]);
});

test("sizes", () =>
  finds(sizes, { "domain/a.ts": "\n".repeat(199), "domain/a.test.ts": "\n".repeat(399) }, [
    [{ "domain/b.ts": "\n".repeat(200) }, /domain\/b\.ts has 200 lines/],
    [{ "domain/b.test.ts": "\n".repeat(400) }, /domain\/b\.test\.ts has 400 lines/],
    [
      Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`domain/case/a${i}.ts`, ""])),
      /domain\/case\/ has 15/,
    ],
  ]));

test("names", () =>
  finds(names, { "domain/case.ts": "", "web/index.html": "" }, [
    [{ "server/utils/a.ts": "" }, /server\/utils\/a\.ts/],
    [{ "server/case/Manager.ts": "" }, /Manager\.ts/],
    [{ "web/helper.test.ts": "" }, /web\/helper\.test\.ts/],
  ]));

test("regulation names", () => {
  const data = { "regulations/pm-desk.yaml": "", "organisations/shop.yaml": "name: 好店\n" };
  const code = {
    "domain/a.ts": '// As "pm-desk" says.\nexport const a = 1;\n',
    "domain/a.test.ts": 'const a = "pm-desk";\n',
  };
  return finds(regulationNames, { ...data, ...code }, [
    [{ "domain/b.ts": 'export const b = "pm-desk";\n' }, /domain\/b\.ts names "pm-desk"/],
    [{ "server/b.ts": "export const b = `pm-desk/2.8.1`;\n" }, /server\/b\.ts names "pm-desk"/],
    [{ "web/b.tsx": "export const b = <p title='shop' />;\n" }, /web\/b\.tsx names "shop"/],
    [{ "api/b.ts": 'export const b = "好店";\n' }, /api\/b\.ts names "好店"/],
  ]);
});

test("dead code", () => {
  const main = 'import { a } from "../domain/a.ts";\n\nconsole.log(a);\n';
  return finds(deadCode, { "server/main.ts": main, "domain/a.ts": "export const a = 1;\n" }, [
    [{ "domain/b.ts": "export const b = 1;\n" }, /domain\/b\.ts nothing uses this file/],
    [{ "domain/a.ts": "export const a = 1;\nexport const b = 1;\n" }, /domain\/a\.ts: b is exported, but/],
    [{ "server/main.ts": `import "left-pad";\n${main}` }, /left-pad is used but not in package\.json/],
    [{ "package.json": '{ "dependencies": { "left-pad": "1" } }' }, /left-pad nothing uses this package/],
  ]);
});

test("schema", async () => {
  const migrations = { "migrations/0001-one.sql": "create table one (id int);\n" };
  const faults = await faultsIn(schema, {
    ...migrations,
    "server/db/schema.ts": "",
    "migrations/schema.sql": "",
  });
  assert.deepEqual(faults, [
    "server/db/schema.ts is not what the migrations make: run npm run schema",
    "migrations/schema.sql is not what the migrations make: run npm run schema",
  ]);
  const root = mkdtempSync(join(tmpdir(), "migrated-"));
  mkdirSync(join(root, "migrations"));
  writeFileSync(join(root, "migrations/0001-one.sql"), migrations["migrations/0001-one.sql"]);
  const made = await schemaFiles(root);
  rmSync(root, { recursive: true });
  assert.match(made.get("migrations/schema.sql") ?? "", /create table public\.one \(\n {2}id integer\n\);/);
  assert.deepEqual(await faultsIn(schema, { ...migrations, ...Object.fromEntries(made) }), []);
});

test("language", async () => {
  const files = { "docs/regulation.schema.json": languageText() };
  await finds(language, files, [[{ "docs/regulation.schema.json": "{}" }, /not what the language makes/]]);
});

test("documents", () => {
  const clean = {
    "package.json": '{ "scripts": { "check": "" } }',
    "ARCHITECTURE.md":
      "`domain/` `docs/` `web/` `scripts/`, `domain/*.ts`, `application/json`, [a](docs/a.md).\n",
    "docs/a.md": "See `domain/a.ts` and `data/postgres/`, run `npm run check`.\n```\nnot/this.ts\n```\n",
    "domain/a.ts": "",
  };
  return finds(docs, clean, [
    [{ "README.md": "`domain/gone.ts`" }, /README\.md: domain\/gone\.ts is not there/],
    [{ "README.md": "`gone/`" }, /README\.md: gone\/ is not there/],
    [{ "README.md": "[b](docs/gone.md)" }, /docs\/gone\.md is not there/],
    [{ "docs/b.md": "npm run gone" }, /there is no npm run gone/],
    [{ "server/a.ts": "" }, /ARCHITECTURE\.md does not name server\//],
  ]);
});

test("licences", async () => {
  const lock = (license: string) =>
    JSON.stringify({
      packages: {
        "": { dependencies: { a: "1" }, devDependencies: { b: "1" } },
        "node_modules/a": { version: "1.0.0", license, dependencies: { c: "1" } },
        "node_modules/b": { version: "1.0.0", license: "GPL-3.0" },
        "node_modules/c": { version: "1.0.0", license: "(MIT OR GPL-3.0)" },
      },
    });
  const stale = /THIRD-PARTY\.md is not up to date/;
  const free = await faultsIn(licences, { "package-lock.json": lock("MIT"), "THIRD-PARTY.md": "" });
  assert.equal(free.length, 1);
  assert.match(free[0] ?? "", stale);
  const bound = await faultsIn(licences, { "package-lock.json": lock("AGPL-3.0"), "THIRD-PARTY.md": "" });
  assert.match(bound.join("\n"), /^a 1\.0\.0 is under "AGPL-3\.0"/);
  const both = await faultsIn(licences, {
    "package-lock.json": lock("MIT AND AGPL-3.0"),
    "THIRD-PARTY.md": "",
  });
  assert.match(both.join("\n"), /^a 1\.0\.0 is under "MIT AND AGPL-3\.0"/);
});

test("bundle", () => {
  // Bytes that gzip can't make smaller.
  const heavy = Array.from({ length: 260_000 }, () =>
    String.fromCharCode(33 + Math.floor(Math.random() * 90)),
  ).join("");
  const manifest = {
    "index.html": { file: "assets/index.js", imports: ["_react.js"], css: ["assets/index.css"] },
    "Desk.tsx": { file: "assets/desk.js", imports: ["index.html"] },
    "_react.js": { file: "assets/react.js" },
  };
  const clean = {
    "web/dist/.vite/manifest.json": JSON.stringify(manifest),
    ...Object.fromEntries(
      ["index.js", "index.css", "desk.js", "react.js"].map((file) => [`web/dist/assets/${file}`, ""]),
    ),
  };
  return finds(bundle, clean, [
    [
      { "web/dist/assets/index.css": heavy.slice(0, 160_000) },
      /sign-in: 13\d\.\d kB gzipped, and 120 are allowed/,
    ],
    [{ "web/dist/assets/react.js": heavy.slice(0, 160_000) }, /sign-in: 13\d/],
    [{ "web/dist/assets/desk.js": heavy + heavy.slice(0, 60_000) }, /first route: 26\d\.\d kB gzipped/],
    [{ "web/dist/.vite/manifest.json": "{}" }, /the build has no index\.html/],
  ]);
});
