// Plays a clause's scenario: in a rehearsal at the server, elsewhere by the same engine in the browser.

import { useQuery } from "@tanstack/react-query";
import { getRules } from "#api/regulation.ts";
import { proveClause } from "#api/rehearsal.ts";
import type { Proved } from "#domain/proof/play.ts";
import { type Clause, clauseId, type Regulation } from "#domain/regulation/file.ts";
import { call } from "../../call.ts";
import { tongue } from "../../i18n/tongue.ts";
import { mayMoveClock, useMe } from "../../me.ts";

/** What was played: the clause itself, or that which carries it. */
export type Played = Proved & { regulation: Regulation; clause: Clause | undefined };

/** The regulations in force that this one points to, by key. */
async function othersOf(regulation: Regulation, clause: Clause | undefined): Promise<Regulation[]> {
  if (!clause?.see?.some((named) => named.includes("/"))) return [];
  const { regulations } = await call(getRules);
  return (regulations as Regulation[]).filter((one) => one.regulation !== regulation.regulation);
}

/** Where the clause's content stands: here, or where it points to. */
async function carrierOf(regulation: Regulation, id: string) {
  const clause = regulation.clauses.find((one) => one.id === id);
  const others = await othersOf(regulation, clause);
  for (const named of clause?.see ?? []) {
    const [key, at] = named.includes("/") ? named.split("/") : [regulation.regulation, named];
    const there = [regulation, ...others].find((one) => one.regulation === key);
    const carrier = there?.clauses.find((one) => one.id === at);
    if (there && carrier?.proof) return { regulation: there, clause: carrier };
  }
  return { regulation, clause };
}

/** In the browser; the engine is loaded on the first play. */
async function playHere(regulation: Regulation, id: string): Promise<Proved> {
  const { prove } = await import("#domain/proof/play.ts");
  return prove(regulation, id, undefined, tongue);
}

/** @param original the text is the one that the product carries, so that the server plays the same */
export function useProved(regulation: Regulation, id: string, original: boolean) {
  const me = useMe();
  const atServer = original && me.organisation.rehearsal && mayMoveClock(me);
  return useQuery({
    queryKey: ["proof", clauseId(regulation.regulation, id), atServer, original ? null : regulation],
    queryFn: async (): Promise<Played> => {
      const from = await carrierOf(regulation, id);
      const clause = clauseId(regulation.regulation, id);
      const played = atServer
        ? ((await call(proveClause, { body: { clause } })) as Proved)
        : await playHere(from.regulation, from.clause?.id ?? id);
      return { ...played, ...from };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
