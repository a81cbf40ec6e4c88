// What the server says, by its code, in the language of whoever asks. The sentences stand beside.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { english } from "./en.ts";
import { type Language, language } from "./language.ts";
import { tongueIn, traditional } from "./tongue.ts";
import { simplified } from "./zh-CN.ts";

export type Values = Readonly<Record<string, string | number>>;

/** Whether a sentence stands under this code. */
export const isCode = (code: string): boolean => Object.hasOwn(simplified, code);

const sentence = (code: string, of: Language): string => {
  const source = simplified[code] ?? simplified.unknown ?? code;
  if (of === "zh-CN") return source;
  return of === "en" ? (english[code] ?? source) : traditional(source);
};

/** Names that the product gives to states and fields; others stay as the office wrote them. */
const named: Record<string, (value: string, values: Values) => string[]> = {
  state: (value) => [caseVocabulary.state.state?.labels?.[value] ?? value],
  fields: (value, { names }) =>
    names
      ? String(names).split("、")
      : value.split(" ").map((field) => caseVocabulary.state[field]?.name ?? field),
  names: (value) => value.split("、"),
};

/**
 * What stands under a code, filled in.
 * @param of the language; without it that of the request being answered
 */
export const say = (code: string, values: Values = {}, of: Language = language()): string => {
  const tongue = tongueIn(of);
  return sentence(code, of).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? "");
    return named[name]?.(value, values).map(tongue).join(tongue("、")) ?? value;
  });
};
