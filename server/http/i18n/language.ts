// Which language whoever asks wants to read, known all through the answering of a request.
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";

export const languages = ["zh-CN", "zh-TW", "en"] as const;
export type Language = (typeof languages)[number];

/** What is spoken where nobody asked for anything. */
const first: Language = "zh-CN";

const spoken = new AsyncLocalStorage<Language>();

/** The language of the request that is being answered; Chinese outside of any. */
export const language = (): Language => spoken.getStore() ?? first;

/** Does something in a language. */
export const inLanguage = <T>(of: Language, act: () => T): T => spoken.run(of, act);

/** The language of this tag, or null: zh-Hant and the places that write it are zh-TW, other Chinese is zh-CN. */
const languageOf = (tag: string): Language | null => {
  if (/^en\b/i.test(tag)) return "en";
  if (!/^zh\b/i.test(tag)) return null;
  return /^zh-(hant|tw|hk|mo)\b/i.test(tag) ? "zh-TW" : "zh-CN";
};

/** One range of an Accept-Language with its weight; what cannot be read weighs nothing. */
const weighed = (range: string): { tag: string; q: number } => {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const q = parameters.find((part) => /^q=/i.test(part))?.slice(2);
  const figure = q === undefined ? 1 : Number(q);
  return { tag, q: figure >= 0 && figure <= 1 ? figure : 0 };
};

/** The best language for an Accept-Language header: the heaviest that is spoken here, of equals the first. */
export const bestOf = (header: string | undefined): Language =>
  (header ?? "")
    .split(",", 50)
    .map(weighed)
    .filter(({ q }) => q > 0)
    .sort((one, other) => other.q - one.q)
    .flatMap(({ tag }) => languageOf(tag) ?? [])[0] ?? first;

/** The interface keeps the reader's choice in a cookie, since a plain link to a file says only what the browser wants. */
export const languageAsked = ({ cookie, ...headers }: IncomingHttpHeaders): Language => {
  const chosen = /(?:^|;\s*)language=([\w-]+)/.exec(cookie ?? "")?.[1];
  return languages.find((one) => one === chosen) ?? bestOf(headers["accept-language"]);
};

/** Has every request answered in the language that it asks for. */
export const speakAsAsked = (app: FastifyInstance): void => {
  const speak = (request: FastifyRequest, _reply: unknown, go: () => void): void =>
    inLanguage(languageAsked(request.headers), go);
  app.addHook("onRequest", speak);
  // Again: where a body came in, what follows no longer belongs to what the request began.
  app.addHook("preValidation", speak);
};
