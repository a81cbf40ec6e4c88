// A page of help as the build reads it out of its Markdown: no raw HTML, only what these types can say.

export type Inline =
  | string
  | { is: "strong" | "em"; in: Inline[] }
  | { is: "key"; text: string }
  | { is: "link"; to: string; in: Inline[] };

export type Block =
  | { is: "heading"; level: number; in: Inline[] }
  | { is: "text"; in: Inline[] }
  | { is: "list"; ordered: boolean; items: Inline[][] }
  | { is: "picture"; of: string; src: string }
  | { is: "table"; head: Inline[][]; rows: Inline[][][] };

export type HelpPage = { title: string; blocks: Block[] };

/** The steps of the guided first case: the first numbered list of a page. */
export const stepsOf = (page: HelpPage): Inline[][] => {
  const list = page.blocks.find((block) => block.is === "list" && block.ordered);
  return list?.is === "list" ? list.items : [];
};

/** Where a step takes place: the first page that it links to. */
export const placeOf = (step: Inline[]): string | null => {
  for (const part of step) if (typeof part === "object" && part.is === "link") return part.to;
  return null;
};
