// A scenario's happenings in words: the event, what it carries, by whom, at what time of its own clock.

import { t } from "i18next";
import type { Shown } from "#domain/proof/scene.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { eventFields } from "#domain/regulation/vocabularies.ts";
import type { Field } from "#domain/regulation/vocabulary.ts";
import { language } from "../../i18n/language.ts";
import { fieldsInWords } from "../../i18n/tongue.ts";

const zone = "Asia/Shanghai";
const parts = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options }).format(at);

/** 3月4日 10:09:59; seconds only where there are some. */
export const timeOf = (at: string): string => {
  const ms = Date.parse(at);
  const second = ms % 60_000 === 0 ? {} : ({ second: "2-digit" } as const);
  const day = parts(ms, { month: "short", day: "numeric" });
  return `${day} ${parts(ms, { hour: "2-digit", minute: "2-digit", ...second })}`;
};

/** 9 分 59 秒, 2 天; the two largest units, to the second. */
export const gapOf = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  const of = [
    ["days", Math.floor(seconds / 86_400)],
    ["hours", Math.floor((seconds % 86_400) / 3600)],
    ["minutes", Math.floor((seconds % 3600) / 60)],
    ["seconds", seconds % 60],
  ] as const;
  const said = of.filter(([, n]) => n > 0).slice(0, 3);
  return said.map(([unit, n]) => t(`time.${unit}`, { n })).join(" ");
};

/** Who it was: a role of the regulation, somebody without one, the clock. */
export const byWhom = (by: string, { roles }: Regulation): string =>
  by === "clock" ? t("event.byClock") : (roles[by] ?? t([`proof.who.${by}`, by]));

const valueInWords = (field: Field, value: unknown, regulation: Regulation): string | null => {
  if (typeof value === "boolean") return value ? field.name : t("proof.not", { what: field.name });
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value);
  if (field.type === "instant") return `${field.name} ${timeOf(text)}`;
  if (field.type === "paper")
    return t("common.titled", {
      name: regulation.clauses.find((one) => one.paper?.key === text)?.paper?.name ?? text,
    });
  if (field.type === "role") return regulation.roles[text] ?? text;
  if (Array.isArray(field.type)) return field.labels?.[text] ?? text;
  return field.type === "number" ? `${field.name} ${text}` : null;
};

/** What an event carries, as far as it matters: kinds, figures, instants, roles, papers. */
export const carriedBy = ({ type, data }: Pick<Shown, "type" | "data">, regulation: Regulation): string[] =>
  Object.entries(fieldsInWords(eventFields(type))).flatMap(([name, field]) => {
    const untold = name === "channel" || name === "occurredAt" || data[name] === undefined;
    const said = untold ? null : valueInWords(field, data[name], regulation);
    return said === null ? [] : [said];
  });
