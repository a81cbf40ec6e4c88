// Founds an organisation from its file: its row, its own stream, its regulations, its customers, its accounts.
import { randomUUID } from "node:crypto";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { adoption, carried } from "#server/carried.ts";
import type { Change } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import type { World } from "#server/log/world.ts";
import type { OrganisationFile } from "./file.ts";

/** Event data of the founding, as the organisation's file says it. */
const definition = (file: OrganisationFile): OrganisationState => ({
  name: file.name,
  timeZone: file.timeZone,
  rehearsal: file.rehearsal,
  week: file.week,
  posts: file.posts,
  departments: file.departments,
  members: file.members.map((m) => ({
    ...m,
    username: `${file.organisation}.${m.key}`,
    id: `${file.organisation}.${m.key}`,
  })),
  head: file.head,
  adopts: file.adopts,
  figures: file.figures,
  roles: file.roles,
  deputies: {},
});

/** A rehearsal's clock stands from the beginning where the real one stood when it was founded. */
const standStill = (world: World, org: string) =>
  execute(
    world,
    { org, member: "clock" },
    {
      streams: [],
      configures: true,
      decide: (unit) => {
        const data = {
          now: new Date(unit.now).toISOString(),
          regulations: unit.directory.adopted,
          run: unit.run,
        };
        const stream = streamId(org, "rehearsal", String(unit.run));
        return {
          changes: [{ stream, kind: "rehearsal", run: 0, events: [{ type: "rehearsal.begun", data }] }],
          answer: () => null,
        };
      },
    },
  );

/**
 * Founds it unless it is there.
 * @returns whether it was founded now
 */
export const found = async (world: World, file: OrganisationFile): Promise<boolean> => {
  const org = file.organisation;
  const begun = await world.pool.query(
    `insert into shouwen.organisation (org, name, rehearsal) values ($1, $2, $3) on conflict do nothing`,
    [org, file.name, file.rehearsal],
  );
  const { rows } = await world.pool.query<{ loaded: boolean; clock_at: number | null }>(
    "select loaded, clock_at from shouwen.organisation where org = $1",
    [org],
  );
  if (begun.rowCount === 0 && rows[0]?.loaded) {
    if (file.rehearsal && rows[0].clock_at === null) await standStill(world, org);
    return false;
  }
  const stream = streamId(org, "organisation", org);
  const founded: Change = {
    stream,
    kind: "organisation",
    run: 0,
    events: [{ type: "organisation.founded", data: definition(file) }],
  };
  const adopted = file.adopts.map((key): Change => {
    const regulation = carried(key);
    if (!regulation) throw new Error(`${org} adopts ${key}, which the product does not carry`);
    return {
      stream: streamId(org, "regulation", key),
      kind: "regulation",
      run: 0,
      events: [adoption(regulation)],
    };
  });
  const customers = file.customers.map((data): Change => {
    const event = { type: "customer.registered", data: { ...data } };
    return { stream: randomUUID(), kind: "customer", run: 0, events: [event] };
  });
  const caller = { org, member: "clock" };
  // In one unit of work, so that a start broken off half-way leaves nothing.
  const changes = [...adopted, ...customers, founded];
  await execute(world, caller, {
    streams: [],
    configures: true,
    decide: () => ({ changes, answer: () => null }),
  });
  if (file.rehearsal) await standStill(world, org);
  return true;
};
