// Plays a clause's scenario: in a rehearsal at the server, elsewhere by the same engine in the browser.
import { useQuery } from "@tanstack/react-query";
import { proveClause } from "#api/rehearsal.ts";
import type { Proved } from "#domain/proof/play.ts";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import { call } from "../../call.ts";
import { mayMoveClock, useMe } from "../../me.ts";

/** In the browser; the engine is loaded on the first play. */
export async function playHere(regulation: Regulation, id: string): Promise<Proved> {
  const { prove } = await import("#domain/proof/play.ts");
  return prove(regulation, id);
}

/** @param original the text is the one that the product carries, so that the server plays the same */
export function useProved(regulation: Regulation, id: string, original: boolean) {
  const me = useMe();
  const clause = clauseId(regulation.regulation, id);
  const atServer = original && me.organisation.rehearsal && mayMoveClock(me);
  return useQuery({
    queryKey: ["proof", clause, atServer, original ? null : regulation],
    queryFn: (): Promise<Proved> =>
      atServer ? (call(proveClause, { body: { clause } }) as Promise<Proved>) : playHere(regulation, id),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
