/** Whoever loses a grant signs in anew. */
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import type { Unit } from "#server/log/unit.ts";
import { asOwner } from "../owner.ts";
import { endSessions } from "./account.ts";

/**
 * Ends the sessions of those who may less than before, in the transaction of the change.
 * @param after the organisation as it will be
 * @param me who changes it, and goes on
 */
export async function endLost(unit: Unit, after: OrganisationState, me: string): Promise<void> {
  const { organisation: before, org } = unit.directory;
  const lost = before.members.filter((m) => {
    const still = new Set(grantsOf(after, m.id));
    return m.id !== me && grantsOf(before, m.id).some((g) => !still.has(g));
  });
  if (lost.length === 0) return;
  await asOwner(unit.client, async (client) => {
    for (const m of lost) await endSessions(client, org, m.id);
  });
}
