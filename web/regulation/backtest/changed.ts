// Which figures a draft changes, in words: 二、10(1)由2天改为1天.
import { t } from "i18next";
import type { Clause } from "#domain/regulation/file.ts";
import { figureInWords } from "../../figure.ts";
import { readText } from "../regulation.queries.ts";

const most = 2;
const figure = ({ rule }: Clause): string | null => {
  if (typeof rule?.within === "string") return rule.within;
  return typeof rule?.within === "object" && "else" in rule.within ? rule.within.else : null;
};

/** Nothing where more than a few are changed, or something else is. */
export async function changedFigures(before: string | undefined, after: string): Promise<string> {
  if (before === undefined) return "";
  const [old, made] = await Promise.all([readText(before), readText(after)]);
  if (!("regulation" in old) || !("regulation" in made)) return "";
  const stood = new Map(old.regulation.clauses.map((one) => [one.id, one]));
  const changes = made.regulation.clauses.flatMap((one) => {
    const was = stood.get(one.id);
    const [from, to] = [was ? figure(was) : null, figure(one)];
    if (from === null || to === null || from === to) return [];
    return [t("backtest.figure", { at: one.at, from: figureInWords(from), to: figureInWords(to) })];
  });
  return changes.length > most ? "" : changes.join(t("common.comma"));
}
