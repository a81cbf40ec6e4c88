// Everything in which somebody stands, one a line: what it is, how much it holds, what stands against erasing it.
import { t } from "i18next";
import type { PersonLine } from "#api/erasure.ts";
import { useNow } from "../clock.ts";
import { instantInWords, momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { hrefOf, placeOf, thingName } from "./erasure.queries.ts";

export type Choice = "all" | "naming";
export type Chosen = Record<string, Choice>;

function Block({ of }: { of: NonNullable<PersonLine["block"]> }) {
  const now = useNow();
  const until = of.until ? instantInWords(of.until, now) : "";
  return (
    <p className={of.forcible ? "note warn" : "note bad"}>
      {t(`erasure.block.${of.code}`, { until })} {of.clause && <ClauseTag id={of.clause} />}
    </p>
  );
}

/** A part of somebody else's is erased only where it names the person; of their own everything. */
function Extent({ one, choice, set }: { one: PersonLine; choice: Choice; set: (c: Choice) => void }) {
  if (one.naming === 0 || one.naming === one.events) return null;
  return (
    <span className="row">
      {(["all", "naming"] as const).map((value) => (
        <label key={value}>
          <input type="radio" checked={choice === value} onChange={() => set(value)} />{" "}
          {t(`erasure.extent.${value}`, { n: value === "all" ? one.events : one.naming })}
        </label>
      ))}
    </span>
  );
}

type Props = {
  lines: PersonLine[];
  chosen: Chosen;
  choose: (place: string, choice: Choice | null) => void;
};

export const usual = (one: PersonLine): Choice => (one.own || one.naming === 0 ? "all" : "naming");

export function FoundLines({ lines, chosen, choose }: Props) {
  const now = useNow();
  return (
    <ul>
      {lines.map((one) => {
        const place = placeOf(one);
        const shut = one.block !== null && !one.block.forcible;
        const href = hrefOf(one);
        const name = `${thingName(one)} ${one.number ?? ""}`.trim();
        return (
          <li key={place} className="erasure-line">
            <label className="erasure-what">
              <input
                type="checkbox"
                checked={place in chosen}
                disabled={shut}
                onChange={(change) => choose(place, change.target.checked ? usual(one) : null)}
              />
              <span>
                <b>{name}</b> <small className="soft">{momentInWords(one.at, now)}</small>
              </span>
            </label>
            <span className="row">
              <span className="chip">{t("erasure.events", { n: one.events })}</span>
              {one.naming > 0 && (
                <span className="chip accent">{t("erasure.naming", { n: one.naming })}</span>
              )}
              {one.files > 0 && <span className="chip">{t("erasure.files", { n: one.files })}</span>}
              {href && (
                <a href={href} target="_blank" rel="noreferrer">
                  {t("erasure.look")}
                </a>
              )}
            </span>
            {place in chosen && (
              <Extent one={one} choice={chosen[place] ?? "all"} set={(c) => choose(place, c)} />
            )}
            {one.block && <Block of={one.block} />}
          </li>
        );
      })}
    </ul>
  );
}
