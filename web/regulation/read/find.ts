// Finding clauses by their words, by their number, and, typed in letters, by their pinyin.
import { useQuery } from "@tanstack/react-query";
import type { Clause } from "#api/regulation.ts";

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const isLetters = (q: string): boolean => /^[a-z]{2,}$/.test(q);
const textOf = (one: Clause): string =>
  folded([one.id, one.at, one.says, one.sentence, one.reading, one.reason].join(" "));

/** Both ways of writing a text in letters: in full and by the first letter of each character. */
async function lettersOf(clauses: readonly Clause[]): Promise<Map<string, string>> {
  const { pinyin } = await import("pinyin-pro");
  return new Map(
    clauses.map((one) => {
      const full = pinyin(one.says, { toneType: "none", type: "array", nonZh: "removed" });
      return [one.id, `${full.join("")} ${full.map((syllable) => syllable[0]).join("")}`];
    }),
  );
}

/** The clauses in which `q` stands; letters are looked for as pinyin too, once it is loaded. */
export function useFound(clauses: Clause[], q: string): { found: Clause[]; looking: boolean } {
  const wanted = folded(q);
  const asked = useQuery({
    queryKey: ["clause", "letters", clauses.length, clauses[0]?.id],
    queryFn: () => lettersOf(clauses),
    enabled: isLetters(wanted),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (wanted === "") return { found: clauses, looking: false };
  const letters = asked.data;
  const found = clauses.filter(
    (one) => textOf(one).includes(wanted) || (letters?.get(one.id)?.includes(wanted) ?? false),
  );
  return { found, looking: isLetters(wanted) && asked.isLoading && found.length === 0 };
}
