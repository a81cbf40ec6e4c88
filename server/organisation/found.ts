// Founds an organisation from its file: its row, its own stream, its regulations, its customers, its accounts.
import { randomUUID } from "node:crypto";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { adoption, carried } from "#server/carried.ts";
import { append } from "#server/log/append.ts";
import { groundMark, keepMark } from "#server/log/clock/recount.ts";
import { type Change, open } from "#server/log/command.ts";
import { loadDirectory } from "#server/log/directory.ts";
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import { inUnit, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { OrganisationFile } from "./file.ts";
import type { HistoryFile } from "./history/file.ts";
import { type Teller, tellHistory } from "./history/tell.ts";

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
  holidays: {},
  settings: {},
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

/** What is founded: the organisation, its regulations and its customers, each with the name by which its file knows it. */
const foundation = (file: OrganisationFile, since: number | undefined) => {
  const org = file.organisation;
  const adopted = file.adopts.map((key): Change => {
    const regulation = carried(key);
    if (!regulation) throw new Error(`${org} adopts ${key}, which the product does not carry`);
    const stream = streamId(org, "regulation", key);
    return { stream, kind: "regulation", run: 0, events: [adoption(regulation)] };
  });
  const known = new Map<string, string>();
  const customers = file.customers.map((data): Change => {
    const stream = randomUUID();
    // A firm goes by what stands before the brackets.
    for (const name of [data.name, data.name.split("（")[0] ?? ""]) known.set(name, stream);
    const event = { type: "customer.registered", data: { ...data }, at: since };
    return { stream, kind: "customer", run: 0, events: [event] };
  });
  const stream = streamId(org, "organisation", org);
  const events = [{ type: "organisation.founded", data: definition(file) }];
  return { known, changes: [...adopted, ...customers, { stream, kind: "organisation", run: 0, events }] };
};

/** Customers were known before anything that a history tells. */
const knownFor = 100 * 86_400_000;

/** What happened before, and who tells it. */
export type Before = { told: HistoryFile; teller: Teller };

/** What else belongs to a founding, in its transaction: what must hold first, and who works there from then on. */
export type Besides = { first: (unit: Unit) => Promise<void>; joining: readonly Change[] };

const appendAll = async (world: World, unit: Unit, changes: readonly Change[]): Promise<void> => {
  append(
    world,
    unit,
    changes.map((c) => open(unit, c, undefined, "clock")),
  );
  await Promise.all(unit.writes.splice(0));
};

const foundAnew = (
  world: World,
  file: OrganisationFile,
  before: Before | null,
  besides: Besides | null,
): Promise<string[]> =>
  // One unit of work with all of its history, so that a start broken off half-way leaves nothing.
  inUnit(world, file.organisation, { lockOrganisation: true }, async (unit) => {
    await besides?.first(unit);
    const { known, changes } = foundation(file, before ? unit.now - knownFor : undefined);
    await appendAll(world, unit, changes);
    let directory = await loadDirectory(unit.client, file.organisation);
    if (besides) {
      await appendAll(world, { ...unit, directory }, besides.joining);
      directory = await loadDirectory(unit.client, file.organisation);
    }
    await keepMark(unit.client, file.organisation, groundMark(directory));
    if (!before) return { result: [], commit: true };
    const { told, teller } = before;
    const result = await tellHistory(world, { ...unit, directory }, told, teller, known);
    return { result, commit: true };
  });

/**
 * Founds it unless it is there.
 * @param before the history with which it begins
 * @param besides what is done in the same transaction
 * @returns what of its history was refused, in words
 */
export const found = async (
  world: World,
  file: OrganisationFile,
  before: Before | null = null,
  besides: Besides | null = null,
): Promise<string[]> => {
  const org = file.organisation;
  await world.pool.query(
    `insert into shouwen.organisation (org, name, rehearsal) values ($1, $2, $3) on conflict do nothing`,
    [org, file.name, file.rehearsal],
  );
  const { rows } = await world.pool.query<{ loaded: boolean; clock_at: number | null }>(
    "select loaded, clock_at from shouwen.organisation where org = $1",
    [org],
  );
  const refused = rows[0]?.loaded ? [] : await foundAnew(world, file, before, besides);
  if (file.rehearsal && (rows[0]?.clock_at ?? null) === null) await standStill(world, org);
  return refused;
};
