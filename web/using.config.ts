// Reads the pages of help out of docs/using while the web is built; raw HTML and unknown marks end the build.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked, type Token, type Tokens } from "marked";
import type { Plugin } from "vite";
import type { Block, HelpPage, Inline } from "./help/tree.ts";

const inlines = (tokens: Token[] | undefined): Inline[] => (tokens ?? []).flatMap(inline);

/** Code in a page of help is a key to press. */
function inline(token: Token): Inline[] {
  switch (token.type) {
    case "text":
    case "escape":
      return "tokens" in token && token.tokens ? inlines(token.tokens) : [plain(token.text)];
    case "strong":
    case "em":
      return [{ is: token.type, in: inlines(token.tokens) }];
    case "codespan":
      return [{ is: "key", text: plain(token.text) }];
    case "link":
      return [{ is: "link", to: token.href, in: inlines(token.tokens) }];
    case "br":
      return [" "];
    default:
      throw new Error(`help cannot show ${token.type}: ${token.raw}`);
  }
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
/** Text without the entities of HTML; a line break inside a Chinese sentence is no space. */
const plain = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? "")
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef“])/g, "")
    .replace(/\n/g, " ");

function block(token: Token): Block[] {
  switch (token.type) {
    case "space":
      return [];
    case "heading":
      return [{ is: "heading", level: token.depth, in: inlines(token.tokens) }];
    case "paragraph":
      return paragraph(token as Tokens.Paragraph);
    case "list":
      return [{ is: "list", ordered: token.ordered, items: token.items.map(itemOf) }];
    case "table":
      return [
        {
          is: "table",
          head: (token as Tokens.Table).header.map((cell) => inlines(cell.tokens)),
          rows: (token as Tokens.Table).rows.map((row) => row.map((cell) => inlines(cell.tokens))),
        },
      ];
    default:
      throw new Error(`help cannot show ${token.type}: ${token.raw}`);
  }
}

const itemOf = (item: Tokens.ListItem): Inline[] => item.tokens.flatMap(inline);

const paragraph = ({ tokens }: Tokens.Paragraph): Block[] => {
  const [only] = tokens;
  if (tokens.length === 1 && only?.type === "image")
    return [{ is: "picture", of: only.text, src: only.href }];
  return [{ is: "text", in: inlines(tokens) }];
};

/**
 * A page of help out of its Markdown: one heading of the first level, then what it says.
 * @throws Error where it holds what the product does not show
 */
export function readHelp(markdown: string): HelpPage {
  const tokens = marked.lexer(markdown);
  const [first, ...rest] = tokens;
  if (first?.type !== "heading" || first.depth !== 1) throw new Error("a page of help begins with its title");
  return { title: plain((first as Tokens.Heading).text), blocks: rest.flatMap(block) };
}

/** Lets the web import a page of docs/using as its tree; its pictures become files of the build. */
export const using: Plugin = {
  name: "using",
  enforce: "pre",
  load(id) {
    const file = id.replace(/\?.*$/, "");
    if (!/\/docs\/using\/.*\.md$/.test(file)) return null;
    this.addWatchFile(file);
    const page = readHelp(readFileSync(file, "utf8"));
    // A picture that no story has taken yet is left out; a test of the documents complains of it.
    page.blocks = page.blocks.filter(
      (one) => one.is !== "picture" || existsSync(join(dirname(file), one.src)),
    );
    const pictures = page.blocks.filter((one) => one.is === "picture");
    const imports = pictures.map(
      (one, n) => `import picture${n} from ${JSON.stringify(join(dirname(file), one.src))};`,
    );
    const sources = pictures.map((_, n) => `picture${n}`).join(", ");
    return [
      ...imports,
      `const page = ${JSON.stringify(page)};`,
      `const sources = [${sources}];`,
      `page.blocks.filter((one) => one.is === "picture").forEach((one, n) => { one.src = sources[n]; });`,
      "export default page;",
    ].join("\n");
  },
};
