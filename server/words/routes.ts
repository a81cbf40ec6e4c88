// 用语 over HTTP: the prompts in force, and a text checked before it is sent.
import { checkWords, listWords } from "#api/prompt.ts";
import type { Facts } from "#domain/stream/event.ts";
import { hoursAt } from "#domain/words/hours.ts";
import { allPrompts, type Prompt, promptsAt, promptsFor } from "#domain/words/prompts.ts";
import { finderOf } from "#server/china/phrases.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

const inForce = ({ directory, now }: Unit) =>
  Object.entries(directory.inForceAt(now)).map(([key, edition]) => directory.regulation(key, edition));

const given = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** What is known of a matter; nothing of none. */
const factsOf = async (world: World, unit: Unit, id: string | undefined): Promise<Facts> => {
  if (id === undefined) return {};
  const [history] = isStreamId(id) ? await readMore(unit, [id], false) : [];
  if (history?.kind !== "case") throw refused({ kind: "unknown", code: "case-unknown" });
  return see(world, unit, history).derived.state as Facts;
};

/** Registers the routes of words. */
export const wordsRoutes = (routes: Routes, world: World): void => {
  route(routes, listWords, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const { place, event, case: matter, ...said } = query;
      const known = { ...(await factsOf(world, unit, matter)), ...given(said) };
      const hours = said.hours ?? hoursAt(unit.directory.calendar, unit.now);
      const facts = given({ mood: "calm", ...known, hours });
      const regulations = inForce(unit);
      const titles = new Map(regulations.map((r) => [r.regulation, r.title]));
      const here = place ? promptsAt(regulations, place, facts) : [];
      const now = event ? promptsFor(regulations, event, facts) : [];
      const found = place || event ? [...here, ...now] : allPrompts(regulations);
      const once = new Map(found.map((p) => [p.clause, p]));
      const show = (p: Prompt) => {
        const read = [p.situation, ...p.say].map((words) => pinyin(words, false));
        return {
          ...p,
          title: titles.get(p.clause.slice(0, p.clause.indexOf("/"))) ?? "",
          pinyin: read.map(({ full, initials }) => `${full.join("")} ${initials}`).join(" "),
        };
      };
      return { hours, items: [...once.values()].map(show) };
    }),
  );

  route(routes, checkWords, ({ body, caller }) =>
    reading(world, caller.org, async (unit) => {
      const { text, event, ...known } = body;
      const find = finderOf(unit.directory, unit.directory.inForceAt(unit.now));
      const facts = given(known);
      const at = { ...(event ? { event } : {}), ...(Object.keys(facts).length > 0 ? { facts } : {}) };
      return { findings: find(text, at) };
    }),
  );
};
