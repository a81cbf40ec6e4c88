// 此刻这样说、这样做: what the regulations want said and done in the act at hand, and at the place where the customer is.
import { t } from "i18next";
import { useState } from "react";
import type { Facts } from "#domain/stream/event.ts";
import { type Place, type Prompt, placeOf } from "#domain/words/prompts.ts";
import { useNow } from "../../clock.ts";
import { type AtHand, useAtHand } from "../../phrases.ts";
import { Sheet } from "../../ui/Page.tsx";
import { PromptCard } from "../../ui/PromptCard.tsx";
import "./words.css";

type Props = {
  /** The event that the act at hand makes; null where no act is at hand. */
  event: string | null;
  place: Place | null;
  facts: Facts;
};
type Mood = "calm" | "angry";

/** What a matter's channel says of the place; told in person after the fact means at the customer's door. */
export const placeBy = (channel: unknown, informing = false): Place | null =>
  informing && channel === "visit" ? "home" : placeOf(channel);

const without = (prompts: readonly Prompt[], others: readonly Prompt[]): Prompt[] =>
  prompts.filter(({ clause }) => !others.some((other) => other.clause === clause));

/** The act's own words and those that this mood or hour brings come first; the place's usual ones wait folded. */
function chosen(words: AtHand, { event, place, facts }: Props, mood: Mood, now: number) {
  const hours = words.hours(now);
  const known = { ...facts, mood, hours };
  const usual = { ...facts, mood: "calm", hours: "in" };
  const act = event ? words.act(event, known) : [];
  const here = place ? without(words.place(place, known), act) : [];
  const always = place ? words.place(place, usual) : [];
  const special = without(here, always);
  return { hours, first: [...act, ...special], rest: without(here, special) };
}

/** Whether an angry customer brings words that a calm one does not. */
const angers = (words: AtHand, props: Props, now: number): boolean => {
  const [calm, angry] = (["calm", "angry"] as const).map((mood) => {
    const { first, rest } = chosen(words, props, mood, now);
    return [...first, ...rest];
  });
  return without(angry ?? [], calm ?? []).length > 0;
};

function List({ prompts }: { prompts: readonly Prompt[] }) {
  return (
    <ol className="prompt-list">
      {prompts.map((prompt) => (
        <li key={prompt.clause}>
          <PromptCard prompt={prompt} />
        </li>
      ))}
    </ol>
  );
}

function MoodSwitch({ mood, change }: { mood: Mood; change: (mood: Mood) => void }) {
  return (
    <label className="mood">
      <input
        type="checkbox"
        checked={mood === "angry"}
        onChange={(box) => change(box.target.checked ? "angry" : "calm")}
      />
      {t("prompts.angry")}
    </label>
  );
}

export function Prompts(props: Props) {
  const words = useAtHand();
  const now = useNow();
  const [mood, setMood] = useState<Mood>("calm");
  if (!words) return null;
  const { hours, first, rest } = chosen(words, props, mood, now);
  const moody = mood === "angry" || angers(words, props, now);
  if (first.length === 0 && rest.length === 0 && !moody) return null;
  return (
    <Sheet
      title={t("prompts.title")}
      label={t("prompts.title")}
      aside={moody ? <MoodSwitch mood={mood} change={setMood} /> : undefined}
    >
      {hours === "out" && <p className="prompt-hours">{t("prompts.outOfHours")}</p>}
      <List prompts={first} />
      {props.place && rest.length > 0 && (
        <details className="prompt-place">
          <summary>{t("prompts.atPlace", { place: t(`wordsPlace.${props.place}`), n: rest.length })}</summary>
          <List prompts={rest} />
        </details>
      )}
    </Sheet>
  );
}
