// The checklist of setting up over HTTP, for administrators.
import { getChecklist, putChecklist } from "#api/checklist.ts";
import { grantsOf, sectionOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { changeSection } from "#server/http/settings.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Outside, stepsOf } from "./steps.ts";

/** When the latest whole backup was made; with several organisations on the server, whoever runs it makes them. */
const latestBackup = async (world: World, org: string): Promise<Outside["backup"]> => {
  const { rows } = await world.side.query<{ at: number | null; alone: boolean }>(
    `select (select max(ended_at) from shouwen.backup_job
              where org = $1 and kind = 'backup' and state = 'done') as at,
            not exists (select from shouwen.organisation where org <> $1) as alone`,
    [org],
  );
  const { at = null, alone = true } = rows[0] ?? {};
  return { at: at === null ? null : new Date(at).toISOString(), alone };
};

/** Members who have no account, or whose account nobody has used yet. */
const unusedAccounts = async (world: World, { directory: d, org }: Unit): Promise<number> => {
  const { rows } = await world.side.query<{ member: string }>(
    `select u.member from auth."user" u
      where u.org = $1 and not u.must_change
        and exists (select 1 from auth.account a where a.user_id = u.id and a.password is not null)`,
    [org],
  );
  const used = new Set(rows.map((r) => r.member));
  return d.organisation.members.filter((m) => !m.left && !used.has(m.id)).length;
};

const here = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";

const matters = async ({ client }: Unit): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(
    `select count(*) as n from (select 1 from case_view where ${here} limit 2) x`,
  );
  return rows[0]?.n ?? 0;
};

/** Registers the checklist; `publicUrl` is the address that links are made with. */
export const checklistRoutes = (routes: Routes, world: World, publicUrl: string): void => {
  route(routes, getChecklist, ({ caller, query }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      if (!grantsOf(d.organisation, caller.member).includes("admin"))
        throw refused(refuse("forbidden", "may-not-admin").refused);
      const steps = stepsOf(d, unit.now, {
        unused: await unusedAccounts(world, unit),
        backup: await latestBackup(world, unit.org),
        matters: await matters(unit),
        publicUrl,
        browser: query.at ?? null,
      });
      const { away } = sectionOf(d.organisation, "checklist");
      return { steps, done: steps.every((s) => s.done), away: away === true };
    }),
  );

  route(routes, putChecklist, ({ body, ...asked }) => changeSection(world, asked, "checklist", body));
};
