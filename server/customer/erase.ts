// Erasing a customer over HTTP; by the administrator, for good.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { eraseCustomer } from "#api/customer.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { World } from "#server/log/world.ts";
import { erasure, type RemoveFiles } from "./erasure.ts";

/** Attachments lie in a folder of their stream. */
const removeFrom =
  (dataDir: string): RemoveFiles =>
  async (org, streams) => {
    for (const stream of streams) await rm(join(dataDir, "files", org, stream), { recursive: true, force: true });
  };

/** Registers the route. */
export const eraseRoute = (routes: Routes, world: World): void => {
  route(routes, eraseCustomer, async ({ params, body, caller, request, reply }) => {
    const asked = { customer: params.id, reason: body.reason };
    const { command, after } = erasure(caller, asked, removeFrom(world.dataDir));
    try {
      const answer = await perform(world, caller, request, reply, command);
      await after();
      return answer;
    } catch (error) {
      if (error instanceof ProblemError) await after();
      throw error;
    }
  });
};
