// The pages of help: the same in each language, fresh for Taiwan, and each picture is taken and shown.
import assert from "node:assert/strict";
import { globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { stepsOf } from "../web/help/tree.ts";
import { readHelp } from "../web/using.config.ts";
import { picturesFolder, picturesShown, usingInTaiwan } from "./using-made.ts";

const root = join(import.meta.dirname, "..");
const pages = (language: string) => globSync(`docs/using/${language}/*.md`, { cwd: root }).sort();
const read = (file: string) => readFileSync(join(root, file), "utf8");
const namesOf = (files: string[]) => files.map((file) => file.split("/").at(-1));

test("each page of help stands there in each language, with the same steps, tables and pictures", () => {
  const languages = ["en", "zh-TW"];
  assert.ok(pages("zh-CN").length >= 6);
  for (const language of languages) assert.deepEqual(namesOf(pages(language)), namesOf(pages("zh-CN")));
  for (const file of pages("zh-CN")) {
    const shape = (of: string) => {
      const page = readHelp(read(of));
      return {
        steps: stepsOf(page).length,
        kinds: page.blocks.map((block) => block.is),
        rows: page.blocks.flatMap((block) => (block.is === "table" ? [block.rows.length] : [])),
        pictures: page.blocks.flatMap((block) => (block.is === "picture" ? [block.src] : [])),
      };
    };
    assert.ok(shape(file).steps >= 4, `${file} has no guided first case`);
    for (const language of languages)
      assert.deepEqual(shape(file.replace("zh-CN", language)), shape(file), `${language} of ${file}`);
  }
});

test("the pages for Taiwan are those that npm run languages makes", () => {
  for (const [file, text] of usingInTaiwan(root))
    assert.equal(read(file), text, `${file} is stale: npm run languages`);
});

test("each page of help is read whole: no raw HTML, nothing that the product cannot show", () => {
  assert.throws(() => readHelp("# 题\n\n<b>raw</b>\n"), /cannot show/);
  assert.throws(() => readHelp("没有题目\n"), /begins with its title/);
});

test("each link of a page of help leads to a page of the product", () => {
  const routes = globSync("web/*-pages.tsx", { cwd: root }).map(read).join("\n");
  const known = new Set([...routes.matchAll(/path: "(\/[^"]*)"/g)].map(([, path]) => path));
  const missing = [...pages("zh-CN"), ...pages("en")].flatMap((file) =>
    [...read(file).matchAll(/\]\((\/[^)]*)\)/g)]
      .map(([, to = ""]) => to)
      .filter((to) => !known.has(to) && !/^\/help\/[\w-]+$/.test(to))
      .map((to) => `${file}: ${to}`),
  );
  assert.deepEqual(missing, []);
});

test("a page of help calls each page of the product by the name that it has there", () => {
  const paths = [...read("web/shell/places.ts").matchAll(/to: "([^"]+)", name: "([^"]+)"/g)];
  assert.ok(paths.length > 20);
  const wrong = ["zh-CN", "en"].flatMap((language) => {
    const { place } = JSON.parse(read(`web/i18n/${language}.json`)) as { place: Record<string, string> };
    const names = new Map(paths.map(([, path = "", name = ""]) => [path, place[name]]));
    return pages(language).flatMap((file) =>
      [...read(file).matchAll(/(?<!!)\[([^\]]+)\]\((\/[^)]*)\)/g)]
        .filter(([, text, path = ""]) => names.has(path) && names.get(path) !== text)
        .map(([, text, path = ""]) => `${file}: ${text} is ${names.get(path)}`),
    );
  });
  assert.deepEqual(wrong, []);
});

test("each picture that a document shows is taken by a story, and none is superfluous", () => {
  const documents = [...globSync("docs/using/**/*.md", { cwd: root }), "README.md", "README.zh-CN.md"];
  const shown = [...picturesShown(root, documents)].sort();
  const stories = globSync("stories/**/*.ts", { cwd: root });
  const taken = stories.flatMap((file) =>
    [...read(file).matchAll(/\bpicture\(\s*[\w.]+,\s*"([\w-]+)"/g)].map(([, name = ""]) => name),
  );
  assert.deepEqual(taken.sort(), shown);
  const kept = readdirSync(join(root, picturesFolder));
  assert.deepEqual(kept.sort(), shown.map((name) => `${name}.webp`).sort(), "npm run pictures");
  assert.ok(shown.length <= 25);
  for (const name of kept) assert.ok(statSync(join(root, picturesFolder, name)).size <= 120_000, name);
});
