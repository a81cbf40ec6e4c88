// 用语: what the regulations say to say and do, and set phrases in what staff write.
import { z } from "zod";
import { places } from "#domain/regulation/file/content.ts";
import { endpoint } from "./endpoint.ts";
import { channel, id, kind, severity, text } from "./words.ts";

const phrases = z.array(z.string());
export const prompt = z.object({
  clause: z.string(),
  /** The regulation's title. */
  title: z.string(),
  situation: z.string(),
  at: z.array(z.enum(places)),
  say: phrases,
  steps: phrases,
  never: phrases,
  /** Set phrases never said or written. */
  forbidden: phrases,
  /** Phrases that what is written must hold. */
  required: phrases,
  /** The situation and what to say in pinyin, whole and by first letters, for a search as one types. */
  pinyin: z.string(),
});
export type Prompt = z.infer<typeof prompt>;

/** The words of the regulations in force; without place and event all of them, whatever their conditions. */
export const listWords = endpoint({
  method: "GET",
  path: "/api/words",
  access: "member",
  summary: "What to say and do at a place or in an act; without both, all words in force",
  query: z.strictObject({
    place: z.enum(places).optional(),
    /** The event that the act will make: `case.registered`. */
    event: text(80, 1).optional(),
    /** How the customer is; calm unless said. */
    mood: z.enum(["calm", "angry"]).optional(),
    /** Inside or outside the hours of service; by the calendar unless said. */
    hours: z.enum(["in", "out"]).optional(),
    kind: kind.optional(),
    severity: severity.optional(),
    channel: channel.optional(),
    /** The matter at hand: what is known of it, its labels too; what is said beside stands before it. */
    case: id.optional(),
  }),
  output: z.object({ hours: z.enum(["in", "out"]), items: z.array(prompt) }),
});

/** `from` and `to` count code units of the text; what is missing stands at its end. */
export const finding = z.object({
  clause: z.string(),
  phrase: z.string(),
  kind: z.enum(["forbidden", "required"]),
  from: z.number().int(),
  to: z.number().int(),
});

export const checkWords = endpoint({
  method: "POST",
  path: "/api/words/check",
  access: "member",
  summary: "Set phrases in a text: those never written that stand in it, those demanded that are missing",
  body: z.strictObject({
    text: text(20_000),
    /** The event that the act will make: what it demands is asked for too. */
    event: text(80, 1).optional(),
    kind: kind.optional(),
    channel: channel.optional(),
  }),
  output: z.object({ findings: z.array(finding) }),
});
