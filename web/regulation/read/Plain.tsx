// What a clause keeps until it runs: points and sanctions, courses, shifts, things to inspect; as lines of words.
import { t } from "i18next";
import type { Clause } from "#domain/regulation/file.ts";

type Lines = readonly Readonly<Record<string, unknown>>[];

const inWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(inWords).join(t("common.comma"));
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .map(([key, one]) => `${t([`carried.${key}`, key])} ${inWords(one)}`)
      .join(t("common.comma"));
  return t([`carried.value.${String(value)}`, String(value)]);
};

export function Plain({ clause }: { clause: Clause }) {
  const { score, course, shift, inspect } = clause;
  const { first, ...of } = (score ?? {}) as { first?: Lines };
  const facts = { ...of, ...course, ...shift, ...inspect };
  if (Object.keys(facts).length === 0 && !first) return null;
  return (
    <div className="plain-block">
      <dl>
        {Object.entries(facts).map(([key, value]) => (
          <div key={key}>
            <dt>{t([`carried.${key}`, key])}</dt>
            <dd>{inWords(value)}</dd>
          </div>
        ))}
      </dl>
      {first && (
        <ol>
          {first.map((line) => (
            <li key={JSON.stringify(line)}>{inWords(line)}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
