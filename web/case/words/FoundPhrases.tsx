// Below a text that is being written: set phrases in it with their clause, and demanded ones that are missing.
import { t } from "i18next";
import { useEffect, useState } from "react";
import type { Facts } from "#domain/stream/event.ts";
import type { Finding } from "#domain/words/find.ts";
import { writtenIn } from "#domain/words/written.ts";
import { useFinder } from "../../phrases.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import "./words.css";

const pause = 300;

/** The text as it was when typing last paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const around = 8;
/** The phrase underlined among its neighbours. */
function Excerpt({ text, of }: { text: string; of: Finding }) {
  const from = Math.max(0, of.from - around);
  const to = Math.min(text.length, of.to + around);
  return (
    <span>
      {from > 0 && "…"}
      {text.slice(from, of.from)}
      <mark className="forbidden">{text.slice(of.from, of.to)}</mark>
      {text.slice(of.to, to)}
      {to < text.length && "…"}
    </span>
  );
}

type Props = { act: string | undefined; field: string; text: string; facts: Facts };

/** Only in the fields that the server reads too: what a customer said is not ours to weigh. */
export function FoundPhrases({ act, field, text, facts }: Props) {
  if (!act || !writtenIn[act]?.includes(field)) return null;
  return <Found act={act} text={text} facts={facts} />;
}

function Found({ act, text, facts }: { act: string; text: string; facts: Facts }) {
  const settled = useSettled(text);
  const find = useFinder(settled.trim() !== "");
  const found = find?.(settled, { event: act, facts }) ?? [];
  return (
    <ul className="found-phrases" aria-live="polite" hidden={found.length === 0}>
      {found.map((one) => (
        <li key={`${one.clause} ${one.phrase} ${one.from}`}>
          <span className={one.kind}>
            <b>{t(`written.${one.kind}`)}</b>{" "}
            {one.kind === "forbidden" ? <Excerpt text={settled} of={one} /> : <q>{one.phrase}</q>}
          </span>
          <ClauseTag id={one.clause} />
        </li>
      ))}
    </ul>
  );
}
