// The keeping times as they stand: of the texts, each with its clause, and the organisation's own where a text gives none.
import type { KeptThing, Retention } from "#api/retention.ts";
import { kinds } from "#domain/case/values.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { ownRole } from "#domain/retention/own.ts";
import { type RetentionSettings, retentionOf } from "#domain/retention/settings.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Command } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { holdsNow } from "../keeping.ts";
import { mayNotDestroy } from "./destroy.ts";
import { showHold } from "./hold.ts";

/** Everything that has a keeping time or may be given one. */
const thingsOf = (unit: Unit, s: RetentionSettings): KeptThing[] => {
  const d = unit.directory;
  const own = (thing: string): string | null => s.keeps[thing] ?? null;
  const papers = d
    .running(d.inForceAt(unit.now))
    .flatMap((r) => r.papers)
    .map(({ regulation, clause, paper }): KeptThing => {
      const thing = `${regulation}/${paper.key}`;
      const by = paper.keptBy === undefined ? clause : `${regulation}/${paper.keptBy}`;
      const text = { keep: paper.keep ?? null, clause: by };
      return { thing, name: paper.name, ...text, own: paper.keep ? null : own(thing) };
    });
  const others = [...kinds.map((k) => `matter:${k}`), "duty", "customer"];
  return [
    ...others.map((thing): KeptThing => ({ thing, name: "", keep: null, clause: null, own: own(thing) })),
    ...papers,
  ];
};

/** The page as one member sees it. */
export const showRetention = async (unit: Unit, me: string): Promise<Retention> => {
  const o = unit.directory.organisation;
  const s = retentionOf(o);
  const mayDestroy = mayNotDestroy(unit, me) === null;
  return {
    things: thingsOf(unit, s),
    every: s.every,
    post: s.post,
    posts: o.posts.map(({ key, name }) => ({ key, name })),
    says: s.says,
    holds: mayDestroy ? (await holdsNow(unit)).map((h) => showHold(unit, h)) : [],
    mayEdit: memberOf(o, me) !== undefined && grantsOf(o, me).includes("admin"),
    mayDestroy,
  };
};

/** Writes the section, and gives the duty's role to the post. */
export const settingIn = (
  me: string,
  stream: string,
  value: RetentionSettings,
): Command<{ status: number; body: null }> => ({
  streams: [stream],
  configures: true,
  decide: (unit) => {
    const o = unit.directory.organisation;
    if (!grantsOf(o, me).includes("admin")) return refuse("forbidden", "may-not-admin");
    if (value.post !== null && !o.posts.some((p) => p.key === value.post))
      return refuse("rule", "post-unknown", { field: "post", values: { value: value.post } });
    const s = retentionOf(o);
    const known = new Map(thingsOf(unit, s).map((t) => [t.thing, t]));
    // A length set for what is no longer in force stays; a text's own length is not to be set aside.
    const wrong = Object.keys(value.keeps).find(
      (t) => known.get(t)?.keep != null || !(known.has(t) || t in s.keeps),
    );
    if (wrong !== undefined)
      return refuse("rule", "retention-thing", { field: "keeps", values: { value: wrong } });
    const roles = { [ownRole]: value.post === null ? [] : [value.post] };
    const events = [
      { type: "organisation.set", data: { section: "retention", value } },
      { type: "organisation.roles-mapped", data: { roles } },
    ];
    return {
      changes: [{ stream, kind: "organisation", events }],
      answer: () => ({ status: 200, body: null }),
    };
  },
});
