// Erasing a customer over HTTP; by the administrator, for good.
import { eraseCustomer } from "#api/customer.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { World } from "#server/log/world.ts";
import { erasure } from "./erasure.ts";

/** Removes the files attached to one stream; harmless where there are none. */
type RemoveFiles = (dataDir: string, org: string, stream: string) => Promise<void>;

/** Registers the route. */
export const eraseRoute = (routes: Routes, world: World, removeFiles: RemoveFiles): void => {
  const removeAll = async (org: string, streams: readonly string[]): Promise<void> => {
    for (const stream of streams) await removeFiles(world.dataDir, org, stream);
  };
  route(routes, eraseCustomer, async ({ params, body, caller, request, reply }) => {
    const asked = { customer: params.id, reason: body.reason };
    const { command, after } = erasure(caller, asked, removeAll);
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
