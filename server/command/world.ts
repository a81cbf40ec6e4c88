// A command that changes something: the world it works on, and the news of it for the processes that serve.
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { openPool } from "#server/db/pool.ts";
import { announce } from "#server/http/live/others.ts";
import { makeWorld, type News, type World } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { withDatabase } from "./command.ts";

/** As `withDatabase`; what was told is announced when the work is done. */
export const withWorld = <T>(
  config: Config,
  work: (world: World, pool: Pool, url: string) => Promise<T>,
): Promise<T> =>
  withDatabase(config, async (pool, url) => {
    const side = openPool(url, 2);
    const news: News[] = [];
    try {
      const world = makeWorld({ pool, side }, modules, (one) => void news.push(one), config.dataDir);
      return await work(world, pool, url);
    } finally {
      await announce(pool, news).catch(() => {});
      await side.end();
    }
  });
