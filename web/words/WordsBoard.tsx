// The words of the regulations in force, by place, found as one types.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { useDeferredValue, useState } from "react";
import { listWords, type Prompt } from "#api/prompt.ts";
import { places } from "#domain/regulation/file/content.ts";
import { call } from "../call.ts";
import { PromptCard } from "../ui/PromptCard.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import "./words.css";

const wordsQuery = queryOptions({
  queryKey: ["words", "all"],
  queryFn: () => call(listWords),
  staleTime: 300_000,
});

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Characters stand anywhere in the card, letters are pinyin or its first letters. */
const holds = (prompt: Prompt, q: string): boolean => {
  const texts = [prompt.situation, ...prompt.say, ...prompt.steps, ...prompt.never, ...prompt.forbidden];
  return (
    texts.some((text) => folded(text).includes(q)) || prompt.pinyin.split(" ").some((p) => p.includes(q))
  );
};

type Tab = (typeof places)[number] | "all";
const tabs: readonly Tab[] = [...places, "all"];

function Tabs({ tab, choose, counts }: { tab: Tab; choose: (tab: Tab) => void; counts: Map<Tab, number> }) {
  return (
    <div className="words-tabs" role="tablist" aria-label={t("words.places")}>
      {tabs.map((one) => (
        <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => choose(one)}>
          {t(`wordsPlace.${one}`)} <small>{counts.get(one) ?? 0}</small>
        </button>
      ))}
    </div>
  );
}

function Cards({ items, tab, q }: { items: readonly Prompt[]; tab: Tab; q: string }) {
  const here = items.filter((one) => tab === "all" || one.at.includes(tab));
  if (here.length === 0) return <Blank title={t(q ? "words.notFound" : "words.none")} />;
  return (
    <ul className="words-cards">
      {here.map((one) => (
        <li key={one.clause}>
          <PromptCard prompt={one} />
        </li>
      ))}
    </ul>
  );
}

function Board({ items }: { items: readonly Prompt[] }) {
  const [tab, setTab] = useState<Tab>("phone");
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(folded(typed));
  const found = q === "" ? items : items.filter((one) => holds(one, q));
  const counts = new Map(
    tabs.map((one) => [one, found.filter((p) => one === "all" || p.at.includes(one)).length]),
  );
  // A search that finds nothing at this place shows where it does.
  const shown = q !== "" && counts.get(tab) === 0 ? (tabs.find((one) => counts.get(one)) ?? tab) : tab;
  return (
    <>
      <input
        type="search"
        className="plain-input"
        // biome-ignore lint/a11y/noAutofocus: opened to look something up.
        autoFocus
        placeholder={t("words.search")}
        aria-label={t("words.search")}
        value={typed}
        onChange={(change) => setTyped(change.target.value)}
      />
      <Tabs tab={shown} choose={setTab} counts={counts} />
      <Cards items={found} tab={shown} q={q} />
    </>
  );
}

/** Search, places, cards. */
export function WordsBoard() {
  const asked = useQuery(wordsQuery);
  return (
    <div className="words-board">
      <Answer of={asked}>{({ items }) => <Board items={items} />}</Answer>
    </div>
  );
}
