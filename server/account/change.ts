// Changes accounts in one transaction with what it leaves on the members' own streams.

import type { PoolClient } from "pg";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { asOwner } from "#server/http/session/owner.ts";
import type { Caller } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import type { World } from "#server/log/world.ts";

/** What is told on a member's stream: what happened to the account, without anything secret. */
export type What =
  | ("invited" | "invitation-taken" | "starting-password" | "password-changed" | "sessions-ended")
  | (
      | "two-factor-on"
      | "two-factor-off"
      | "backup-codes-renewed"
      | "linked"
      | "unlinked"
      | "closed"
      | "reopened"
    )
  | ("key-made" | "key-revoked");

/** What lets somebody in; not whoever has left. */
const opening: readonly What[] = ["invited", "invitation-taken", "starting-password", "reopened", "key-made"];

/** Of two administrators who close one another at once, the second is one no more. */
const isClosed = async (client: PoolClient, { org, member }: Caller): Promise<boolean> => {
  const { rowCount } = await client.query(
    `select from auth."user" where org = $1 and member = $2 and closed_at is not null`,
    [org, member],
  );
  return (rowCount ?? 0) > 0;
};

type Step<T> = (client: PoolClient) => Promise<{ refused: Refusal } | { done: T }>;

/**
 * Carries out a change of some members' accounts. Answers hold what is told once, so none is kept under an
 * idempotency key.
 * @param step works as the owner of the accounts, in the command's transaction
 * @param byAdmin whether only the administrator may
 * @throws ProblemError where it is refused
 */
export const changeAccounts = async <T>(
  world: World,
  caller: Caller,
  { members, what, byAdmin }: { members: readonly string[]; what: What; byAdmin: boolean },
  step: Step<T>,
): Promise<T> => {
  const streamOf = (member: string) => streamId(caller.org, "staff", member);
  const outcome = await execute<T>(world, caller, {
    streams: members.map(streamOf),
    configures: true,
    decide: async (unit) => {
      const o = unit.directory.organisation;
      if (byAdmin && !grantsOf(o, caller.member).includes("admin"))
        return refuse("forbidden", "may-not-admin");
      const stranger = members.find((m) => !memberOf(o, m));
      if (stranger !== undefined) return refuse("unknown", "member-unknown", { values: { value: stranger } });
      const gone = members.map((m) => memberOf(o, m)).find((m) => m?.left);
      if (gone && opening.includes(what))
        return refuse("rule", "account-none", { values: { member: gone.name } });
      const changed = await asOwner(unit.client, async (client) =>
        byAdmin && (await isClosed(client, caller)) ? refuse("forbidden", "may-not-admin") : step(client),
      );
      if ("refused" in changed) return changed;
      const changes = members.map((member) => ({
        stream: streamOf(member),
        kind: "staff",
        run: 0,
        events: [{ type: "staff.account-changed", data: { what } }],
      }));
      return { changes, answer: () => changed.done };
    },
  });
  if ("refused" in outcome) throw refused(outcome.refused);
  if (outcome.replay) throw new Error("An account's change was kept under a key.");
  return outcome.answer;
};
