// Changes one section of an organisation's settings, by the administrator.
import type { FastifyReply, FastifyRequest } from "fastify";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { type Facts, refuse } from "#domain/stream/event.ts";
import type { Caller } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { perform } from "./command.ts";

type Asked = { caller: Caller; request: FastifyRequest; reply: FastifyReply };

/**
 * @param value the whole section, checked by the schema of its noun; no secrets (see `session/secret.ts`)
 * @param also what else is written in the same transaction, e.g. a secret
 * @returns the value as it now stands
 * @throws ProblemError for anybody but an administrator
 */
export const changeSection = async (
  world: World,
  { caller, request, reply }: Asked,
  section: string,
  value: Facts,
  also: (unit: Unit) => Promise<void> = async () => {},
): Promise<unknown> =>
  perform(world, caller, request, reply, {
    streams: [await reading(world, caller.org, async (unit) => unit.directory.stream)],
    configures: true,
    decide: async (unit) => {
      if (!grantsOf(unit.directory.organisation, caller.member).includes("admin"))
        return refuse("forbidden", "may-not-admin");
      await also(unit);
      const events = [{ type: "organisation.set", data: { section, value } }];
      return {
        changes: [{ stream: unit.directory.stream, kind: "organisation", events }],
        answer: () => ({ status: 200, body: value }),
      };
    },
  });
