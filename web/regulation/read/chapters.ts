// A regulation's chapters: as its file heads them, else by the numbers of the articles.

export type Heading = { id: string; title: string };
type Numbered = { id: string; at?: string };

const longest = 40;

/** Comments that stand alone right before a clause, by the clause's id in its file. */
function headings(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let last = "";
  for (const line of text.split("\n")) {
    const id = /^ {2}- id: "?([^"\s]+)"?/.exec(line)?.[1];
    const comment = /^ {2}# (.+)$/.exec(line)?.[1]?.trim();
    if (id !== undefined && last && last.length <= longest) found.set(id, last);
    last = comment ?? "";
  }
  return found;
}

/** 二、9(4) → 二; 第一章(一) → 第一章; 4.2.1 3) → 4.2; what has no number is its own chapter. */
export function chapterOf(at: string): string {
  const named = /^第[一二三四五六七八九十百零]+[章篇部]/.exec(at)?.[0];
  if (named) return named;
  const counted = /^[一二三四五六七八九十]+(?=、)/.exec(at)?.[0];
  if (counted) return counted;
  const article = /^第[一二三四五六七八九十百零\d]+条/.exec(at)?.[0];
  if (article) return article;
  const decimal = /^\d+\.\d+/.exec(at)?.[0];
  if (decimal) return decimal;
  return at.replace(/[\s·]*[\d(（].*$/, "") || at;
}

/**
 * The headings of a document, each at the clause before which it stands.
 * @param text the file, whose own headings go before those of the numbers
 */
export function chaptersOf(clauses: readonly Numbered[], text?: string): Heading[] {
  const own = text === undefined ? new Map<string, string>() : headings(text);
  const short = (id: string) => id.slice(id.indexOf("/") + 1);
  if (own.size >= 2)
    return clauses.flatMap(({ id }) => {
      const title = own.get(short(id));
      return title === undefined ? [] : [{ id, title }];
    });
  let last = "";
  return clauses.flatMap(({ id, at }) => {
    const chapter = chapterOf(at ?? short(id));
    if (chapter === last) return [];
    last = chapter;
    return [{ id, title: chapter }];
  });
}
