// How papers that stand alone live on the server: their regulations, their rows, what follows a breach.

import type { Owner } from "#domain/obligation/obligation.ts";
import { holderOf, type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import { type AloneState, paperKind } from "#domain/paper/paper.ts";
import { papersAlone, type RunningPaper } from "#domain/paper/running.ts";
import { asInstant, asText, asTexts, type Facts, replay, type StreamEvent } from "#domain/stream/event.ts";
import { type Owes, obligationRows } from "#server/log/clock/obligation-rows.ts";
import { tallyRows } from "#server/log/clock/tally-rows.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Module, Reaction, Turned } from "#server/log/world.ts";
import { paperRows } from "../rows.ts";
import { toldOfPaper } from "../told.ts";

/** The definition of a paper that stands alone, in the editions under which it was opened. */
export const definitionOf = (d: Directory, s: AloneState): RunningPaper | undefined =>
  papersAlone(d.running(s.editions)).find((p) => p.paper.key === s.paper && p.regulation === s.regulation);

/** Who owes it: the first post of the role; whoever opened it where no role is named. */
export const owedBy = (o: OrganisationState, s: AloneState, owner: Owner): Owes => {
  const none: Owes = { post: null, department: null, member: null };
  const role = "role" in owner ? owner.role : null;
  if (!role) return { ...none, member: s.openedBy };
  return { ...none, post: postsOf(o)(role)[0] ?? o.head };
};

/** The member who owes it now, or null where nobody holds the post. */
export const ownerNow = (o: OrganisationState, s: AloneState, owner: Owner): string | null => {
  const owes = owedBy(o, s, owner);
  return owes.member ?? holderOf(o, owes.post ?? "")?.id ?? null;
};

const escalations = (t: Turned<AloneState>, e: StreamEvent): Reaction[] => {
  if (e.type !== "obligation.breached") return [];
  const clause = asText(e.data.clause);
  const rules = t.directory.running(t.after.state.editions).flatMap((r) => r.rules);
  const effects = rules.find((r) => r.clause === clause)?.otherwise ?? [];
  const about = { clause, obligation: asText(e.data.obligation) };
  return effects.map((effect, n) => ({
    seq: e.seq,
    reaction: `escalate-paper:${n}`,
    data: { role: effect.escalate, ...about },
  }));
};

const told = (t: Turned<AloneState>, e: StreamEvent): (string | null | undefined)[] => {
  if (e.type === "obligation.breached" || e.type === "obligation.warned") return [asText(e.data.person)];
  if (e.type === "paper.escalated")
    return asTexts(e.data.to).map((p) => holderOf(t.directory.organisation, p)?.id);
  const s = replay(paperKind, t.events.slice(0, e.seq));
  const running = definitionOf(t.directory, s);
  return running ? toldOfPaper(t.directory, running, s.papers[s.paper], e) : [];
};

const notices = (t: Turned<AloneState>) =>
  t.fresh.flatMap((e) => {
    const who = new Set(told(t, e).filter((m): m is string => typeof m === "string" && m !== e.by));
    const due = asInstant(e.data.dueAt);
    return [...who].map((recipient) => ({
      org: t.directory.org,
      run: t.run,
      stream: t.id,
      seq: e.seq,
      recipient,
      at: new Date(e.at).toISOString(),
      about: e.type,
      clause: asText(e.data.clause),
      due_at: due === null ? null : new Date(due).toISOString(),
    }));
  });

export const paperModule: Module<AloneState> = {
  kind: paperKind,
  // It stays under the editions in force when it was opened.
  ground: (directory, events) => ({
    running: directory.running((events[0]?.data.editions ?? {}) as Record<string, string>),
    calendar: directory.calendar,
  }),
  project: (t) => {
    const s = t.after.state;
    const definition = definitionOf(t.directory, s);
    const host = { host: "paper", title: null, papers: s.papers, matter: null } as const;
    return {
      paper_view: paperRows(t as unknown as Turned<Facts>, {
        ...host,
        running: definition ? [definition] : [],
      }),
      obligation: obligationRows(t, (owner) => owedBy(t.directory.organisation, s, owner)),
      tally_count: tallyRows(t, paperKind),
      notice: notices(t),
    };
  },
  personOf: (directory, derived, owner) => ownerNow(directory.organisation, derived.state, owner as Owner),
  reactions: (t) => t.fresh.flatMap((e) => escalations(t, e)),
};
