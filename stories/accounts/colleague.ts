// Somebody who joins an office, as the log knows it.
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import type { Bare } from "./bare.ts";

export type Colleague = { id: string; name: string; number?: string; phone?: string; posts?: string[] };

/** Appends that they joined; they have no account yet. */
export const join = async (bare: Bare, org: string, who: Colleague): Promise<string> => {
  const { id, name, number = null, phone = null, posts = [] } = who;
  const username = `${org}.${number ?? phone}`;
  const data = { member: id, name, username, number, phone, email: null, posts, department: null };
  const stream = streamId(org, "staff", id);
  await execute(
    bare.running.world,
    { org, member: `${org}.s1` },
    {
      streams: [stream],
      configures: true,
      decide: () => ({
        changes: [{ stream, kind: "staff", run: 0, events: [{ type: "staff.joined", data }] }],
        answer: () => null,
      }),
    },
  );
  return id;
};

/** What the member's own stream tells of the account. */
export const told = async (bare: Bare, org: string, member: string): Promise<string[]> => {
  const { rows } = await bare.running.world.side.query<{ what: string }>(
    `select data ->> 'what' as what from shouwen.event
      where org = $1 and stream = $2 and type = 'staff.account-changed' order by seq`,
    [org, streamId(org, "staff", member)],
  );
  return rows.map((row) => row.what);
};
