// Is the process alive, is it ready, how does the work go that goes on by itself.
import { beginProof as begin, getOperating, health, live } from "#api/operating.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused, sendProblem } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Caller } from "#server/log/command.ts";
import { knownFolder } from "#server/log/proof/published.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Probe, Sign } from "#server/probe.ts";
import { clocksSign, holidaysSign, outboxSign, sealsSign, worst } from "./judge.ts";
import { machineSigns } from "./machine.ts";
import { mayRead } from "./may-read.ts";
import type { Meters } from "./meters.ts";
import { beginProof, readProof } from "./proof.ts";
import { readStandings } from "./signs.ts";

type Parts = {
  world: World;
  meters: Meters;
  probes: readonly Probe[];
  metricsToken: string | undefined;
  /** Whether everything that must be there before serving is there. */
  ready: () => boolean;
};

/** A database that does not answer for so long is away. */
const patienceMs = 2000;

const answers = async ({ side }: World): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, patienceMs, false);
  const asked = side.query("select 1").then(
    () => true,
    () => false,
  );
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
};

/** Registers what watches over a process ask: alive, ready, figures. */
const watchRoutes = (routes: Routes, { world, meters, metricsToken, ready }: Parts): void => {
  route(routes, live, async () => ({ status: "ok" }));

  route(routes, health, async () => {
    if (!ready()) throw new ProblemError(problemOf(503, say("not-ready")));
    if (!(await answers(world))) throw new ProblemError(problemOf(503, say("database-away")));
    return { status: "ok" };
  });

  routes.app.get("/metrics", { exposeHeadRoute: false }, async (request, reply) => {
    if (!mayRead(request, metricsToken)) return sendProblem(reply, problemOf(403, say("may-not-measure")));
    return reply.type(meters.type).send(await meters.text());
  });
};

/** What an organisation's own part of the work looks like. */
const ownSigns = async (world: World, org: string, probes: readonly Probe[]): Promise<Sign[]> => {
  const [standing] = await readStandings(world.side, knownFolder(world.dataDir), org);
  const { today, published } = await reading(world, org, async ({ directory, now }) => ({
    today: localDate(directory.calendar, now),
    published: directory.calendarSource.published ?? [],
  }));
  const told = await Promise.all(probes.map((probe) => probe.sign?.(world, org) ?? null));
  return [
    ...(standing ? [clocksSign(standing), outboxSign(standing), sealsSign(standing)] : []),
    ...told.filter((sign) => sign !== null),
    holidaysSign(today, published),
  ];
};

const grants = (world: World, { org, member }: Caller): Promise<readonly string[]> =>
  reading(world, org, async ({ directory }) => grantsOf(directory.organisation, member));

/** Registers the page of health and the calls of those who watch from outside. */
export const operatingRoutes = (routes: Routes, parts: Parts): void => {
  const { world, probes } = parts;
  watchRoutes(routes, parts);

  /** Administrators; auditors too, but not for the machine, which others share. */
  const whoReads = async (caller: Caller): Promise<"admin" | "audit"> => {
    const held = await grants(world, caller);
    if (held.includes("admin")) return "admin";
    if (held.includes("audit")) return "audit";
    throw refused(refuse("forbidden", "may-not-operate").refused);
  };

  route(routes, getOperating, async ({ caller }) => {
    const who = await whoReads(caller);
    const own = await ownSigns(world, caller.org, probes);
    const machine = who === "admin" ? await machineSigns(world) : [];
    const proof = await readProof(world.dataDir, caller.org);
    const bad: Sign[] =
      proof?.state === "bad" ? [{ name: "proof", health: "fault", why: "bad", facts: {} }] : [];
    return { health: worst([...own, ...machine, ...bad]), at: new Date().toISOString(), own, machine, proof };
  });

  route(routes, begin, async ({ caller, request }) => {
    await whoReads(caller);
    return beginProof(world, caller, (err) => request.log.error({ err }, "The proof could not be kept."));
  });
};
