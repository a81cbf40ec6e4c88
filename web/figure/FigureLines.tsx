// One blank: what the text says in place of a figure, the figure now, since when and by whom.
import { t } from "i18next";
import type { z } from "zod";
import type { listFigures } from "#api/figure.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { figureInWords } from "../figure.ts";
import { momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { FigureInput } from "./FigureInput.tsx";

export type Figures = z.infer<typeof listFigures.output>;
export type Blanked = Figures["items"][number];
type General = Figures["general"][number];
type Set = { value: string | null; set?: (figure: string | null) => void };

function Since({ of }: { of: Pick<General, "figure" | "since" | "by"> }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  if (of.figure === null) return null;
  if (of.since === null) return <small className="soft">{t("figures.fromStart")}</small>;
  const who = of.by === null ? "" : nameOf(of.by);
  return <small className="soft">{t("figures.since", { at: momentInWords(of.since, now), who })}</small>;
}

export function GeneralLine({ one, value, set }: { one: General } & Set) {
  return (
    <li className="figure-line general">
      <div>
        <b>{t(`figures.words.${one.words}`)}</b>{" "}
        <small className="soft">{t("figures.applies", { n: one.clauses })}</small>
      </div>
      <div>
        <FigureInput name={t(`figures.words.${one.words}`)} kind="length" value={value} set={set} />
        <Since of={one} />
      </div>
    </li>
  );
}

function Stands({ one }: { one: Blanked }) {
  if (one.from === "clause") return <span className="chip kept">{t("figures.own")}</span>;
  if (one.from === "general") return <span className="chip accent">{t("figures.byGeneral")}</span>;
  return <span className="chip soon">{t("figures.waits")}</span>;
}

export function BlankLine({ one, value, set }: { one: Blanked } & Set) {
  return (
    <li className="figure-line">
      <div className="figure-says">
        <span className="row">
          <ClauseTag id={one.clause} />
          <span className="chip">{t(`figures.words.${one.blank}`)}</span>
          <Stands one={one} />
        </span>
        <p className="says">{one.says}</p>
      </div>
      <div>
        <FigureInput
          name={`${one.at} ${one.says.slice(0, 16)}`}
          kind={one.blank === "every" ? "period" : "length"}
          value={value}
          set={set}
        />
        <Since of={one} />
        {!set && value !== null && <span>{figureInWords(value)}</span>}
      </div>
    </li>
  );
}
