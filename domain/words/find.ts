import type { Regulation } from "#domain/regulation/file.ts";
export type Finding = {
  clause: string;
  phrase: string;
  kind: "forbidden" | "required";
  from: number;
  to: number;
};
export const phraseFinder =
  (regulations: readonly Regulation[]) =>
  (text: string, _at?: object): Finding[] =>
    regulations.flatMap((r) =>
      r.clauses.flatMap((c) =>
        (c.words?.forbidden ?? [])
          .filter((f) => text.includes(f))
          .map((f) => ({
            clause: `${r.regulation}/${c.id}`,
            phrase: f,
            kind: "forbidden" as const,
            from: 0,
            to: 0,
          })),
      ),
    );
