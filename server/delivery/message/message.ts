// What a message says: a letter to one person, or a few lines to a group.
import type { DeliverySettings } from "#domain/delivery/settings.ts";
import { en } from "./texts/en.ts";
import { type MessageTexts, zhCN } from "./texts/zh-CN.ts";
import { zhTW } from "./texts/zh-TW.ts";

const tables: Record<DeliverySettings["language"], MessageTexts> = { "zh-CN": zhCN, "zh-TW": zhTW, en };

/** One thing of which somebody is told. */
export type Line = {
  about: string;
  number: string | null;
  title: string;
  clause: { regulation: string; id: string } | null;
  /** Epoch ms. */
  due: number | null;
  /** Of its page, from `/`. */
  path: string;
  /** Whom it is for; only a group is told. */
  names: string[];
};

export type Saying = {
  organisation: string;
  language: DeliverySettings["language"];
  timeZone: string;
  publicUrl: string;
  lines: readonly Line[];
  /** How many there are, with those that are not shown. */
  count: number;
};

/** The words of a language: `{name}` is filled in. */
export const wordsIn = (language: DeliverySettings["language"]) => {
  const table = tables[language];
  type Key = Exclude<keyof MessageTexts, "about">;
  return {
    say: (key: Key, values: Record<string, string | number> = {}): string =>
      table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
    about: (event: string): string => table.about[event] ?? table.about.other ?? event,
  };
};

/** An instant as the wall clock of a place shows it. */
const clockAt = (ms: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");

const headOf = (s: Saying, line: Line): string => {
  const { say, about } = wordsIn(s.language);
  const number = line.number ? `${line.number} ` : "";
  return say("one", { about: about(line.about), number, title: line.title }).trim();
};

const factsOf = (s: Saying, { clause, due }: Line): string => {
  const { say } = wordsIn(s.language);
  const named = clause && say("ofRegulation", { title: clause.regulation, clause: clause.id });
  return [
    ...(named ? [say("clause", { clause: named })] : []),
    ...(due === null ? [] : [say("due", { due: clockAt(due, s.timeZone) })]),
  ].join(" · ");
};

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const html = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);

const paragraph = (s: Saying, line: Line): string => {
  const link = `<a href="${html(s.publicUrl + line.path)}">${html(headOf(s, line))}</a>`;
  const facts = factsOf(s, line);
  return `<li>${link}${facts ? `<br><small>${html(facts)}</small>` : ""}</li>`;
};

/** A subject is one line, and not a long one. */
const subjectOf = (text: string): string => text.replace(/\s+/g, " ").slice(0, 150);

/** A letter: of one notice by itself, of several as a list. */
export const letterOf = (s: Saying, name: string): { subject: string; text: string; html: string } => {
  const { say } = wordsIn(s.language);
  const first = s.lines[0];
  const many = say("many", { count: s.count });
  const hidden = s.count - s.lines.length;
  const more = hidden > 0 ? [say("more", { count: hidden, link: `${s.publicUrl}/notices` })] : [];
  const foot = [
    say("foot", { organisation: s.organisation }),
    say("choice", { link: `${s.publicUrl}/account` }),
  ];
  const blocks = s.lines.map((line) =>
    [headOf(s, line), factsOf(s, line), s.publicUrl + line.path].filter(Boolean).join("\n"),
  );
  return {
    subject: subjectOf(s.count === 1 && first ? headOf(s, first) : many),
    text: `${[say("for", { name }), ...(s.count > 1 ? [many] : []), ...blocks, ...more, `-- \n${foot.join("\n")}`].join("\n\n")}\n`,
    html: `<p>${html(say("for", { name }))}</p>${s.count > 1 ? `<p>${html(many)}</p>` : ""}<ul>${s.lines.map((line) => paragraph(s, line)).join("")}</ul>${more.map((m) => `<p>${html(m)}</p>`).join("")}<hr><small>${foot.map(html).join("<br>")}</small>`,
  };
};

/** The robots of one kind take 2,048 bytes and cut what is longer. */
const mostBytes = 1900;

/** A few lines for a group; as many as its robot takes. @returns also how many lines are shown */
export const groupTextOf = (s: Saying): { text: string; shown: number } => {
  const { say } = wordsIn(s.language);
  const head = s.count > 1 ? [say("group", { organisation: s.organisation, count: s.count })] : [];
  const more = (hidden: number): string[] =>
    hidden > 0 ? [say("more", { count: hidden, link: `${s.publicUrl}/notices` })] : [];
  const room = mostBytes - Buffer.byteLength([...head, ...more(s.count)].join("\n\n"));
  const blocks: string[] = [];
  let used = 0;
  for (const line of s.lines) {
    const names = line.names.length > 0 ? say("to", { names: line.names.slice(0, 5).join(" ") }) : "";
    const short = { ...line, title: line.title.slice(0, 80) };
    const block = [headOf(s, short) + names, factsOf(s, line), s.publicUrl + line.path];
    const text = block.filter(Boolean).join("\n");
    used += Buffer.byteLength(text) + 2;
    if (used > room && blocks.length > 0) break;
    blocks.push(text);
  }
  return {
    text: [...head, ...blocks, ...more(s.count - blocks.length)].join("\n\n"),
    shown: blocks.length,
  };
};
