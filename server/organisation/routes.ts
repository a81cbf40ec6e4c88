// The demo's accounts, without sign-in.
import { demo } from "#api/process.ts";
import type { Config } from "#server/config.ts";
import { type Routes, route } from "#server/http/route.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { demoPassword } from "./demo.ts";

/** Registers what needs no sign-in. */
export const demoRoutes = (routes: Routes, world: World, config: Config): void => {
  route(routes, demo, async () => {
    if (!config.demo) return { on: false, exposed: false, password: null, items: [], next: null };
    const { rows } = await world.side.query<{ org: string }>(
      "select org from shouwen.organisation where loaded order by rehearsal, org",
    );
    const items = [];
    for (const { org } of rows) {
      const d = await reading(world, org, async (unit) => unit.directory);
      for (const m of d.organisation.members) {
        const post = d.organisation.posts.find((p) => p.key === m.posts[0]);
        if (!post) continue;
        const names = {
          organisation: org,
          organisationName: d.organisation.name,
          post: post.key,
          postName: post.name,
        };
        items.push({ username: m.username, name: m.name, ...names });
      }
    }
    return { on: true, exposed: config.demoExposed, password: demoPassword, items, next: null };
  });
};
