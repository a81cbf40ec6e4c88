// What happened to a matter, in a word, for sentences that name it.
import { eventName, vocabularyOf } from "#domain/regulation/vocabularies.ts";
import { isCode, say } from "./say.ts";
import { tongueIn } from "./tongue.ts";

/** An event in the language of the request being answered; one that nobody named, by its type. */
export const eventInWords = (type: string): string => {
  if (vocabularyOf(type)?.events[type]) return eventName(tongueIn(), type);
  const code = `event-${type}`;
  return isCode(code) ? say(code) : type;
};
