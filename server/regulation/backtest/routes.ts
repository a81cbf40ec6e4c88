// Back-tests over HTTP: begun, followed, cancelled, taken away as a file.

import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  type Backtest,
  cancelBacktest,
  type Difference,
  downloadBacktest,
  getBacktest,
  startBacktest,
} from "#api/backtest.ts";
import { givenBefore, perform } from "#server/http/command.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment } from "#server/http/upload.ts";
import type { Caller } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { inUnit, reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { checkedText, demand, mayWeigh, nameInForce } from "../text.ts";
import { carryOut } from "./carry-out.ts";
import { addJob, cancelJob, type Job, readJob, showJob } from "./job.ts";
import { countMatters } from "./read.ts";

const shown = 200;
/** Up to this many matters the answer is waited for. */
const few = 5000;

const jobOf = async (
  unit: Unit,
  caller: Caller,
  key: string,
  id: string,
  most: number,
): Promise<Backtest> => {
  demand(unit, caller, mayWeigh, "may-not-backtest");
  const job = isStreamId(id) ? await readJob(unit, key, id) : null;
  if (!job) throw refused({ kind: "unknown", code: "unknown" });
  return showJob(unit, job, most);
};

const begin = (world: World, caller: Caller, key: string, body: { from: string; to: string }): Promise<Job> =>
  inUnit(world, caller.org, {}, async (unit) => {
    demand(unit, caller, mayWeigh, "may-not-backtest");
    const period = { from: Date.parse(body.from), to: Date.parse(body.to) };
    if (period.to <= period.from) throw refused({ kind: "invalid", code: "period-backwards", field: "to" });
    const against = nameInForce(unit.directory, key, unit.now);
    const total = await countMatters(unit, period);
    const job = { id: randomUUID(), regulation: key, by: caller.member, against, period, total };
    await addJob(unit, job);
    return { result: job, commit: true };
  });

const cell = (value: string | null): string => {
  const text = value ?? "";
  // A spreadsheet would take it for a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const heads = ["number", "title", "clause", "opened", "due", "outcome", "due-then", "outcome-then"];

/** Instants as the office writes them. */
const local = (timeZone: string) => {
  const at = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (iso: string | null | undefined): string => (iso ? at.format(new Date(iso)) : "");
};

const csvOf = (differs: readonly Difference[], timeZone: string): string => {
  const time = local(timeZone);
  const outcome = (c: Difference["before"]) => [
    time(c?.dueAt),
    c ? say(`obligation-${c.state}`) : say("backtest-none"),
  ];
  const rows = differs.map((d) => [
    d.number,
    d.title,
    d.clause,
    time(d.openedAt),
    ...outcome(d.before),
    ...outcome(d.after),
  ]);
  return `\uFEFF${[heads.map((head) => say(`backtest-${head}`)), ...rows].map((r) => `${r.map(cell).join(",")}\r\n`).join("")}`;
};

/** Registers the routes of back-tests. */
export const backtestRoutes = (routes: Routes, world: World): void => {
  route(routes, startBacktest, async ({ params, body, caller, request, reply }) => {
    const { org } = caller;
    const before = await givenBefore(world, caller, request, reply);
    if (before) return before.body;
    await reading(world, org, async (unit) => demand(unit, caller, mayWeigh, "may-not-backtest"));
    const { regulation } = await checkedText(body.edition, params.key);
    const job = await begin(world, caller, params.key, body);
    const ended = carryOut(world, org, job, regulation);
    const seconds = body.wait ?? (job.total <= few ? 30 : 2);
    await Promise.race([ended, setTimeout(seconds * 1000, null, { ref: false })]);
    const answer = await reading(world, org, (unit) => jobOf(unit, caller, params.key, job.id, shown));
    if (answer.state === "failed") throw new ProblemError(problemOf(500, answer.error ?? ""));
    const status = answer.state === "done" ? 200 : 202;
    return perform(world, caller, request, reply, {
      streams: [],
      decide: () => ({ changes: [], answer: () => ({ status, body: answer }) }),
    });
  });

  route(routes, getBacktest, ({ params, caller }) =>
    reading(world, caller.org, (unit) => jobOf(unit, caller, params.key, params.id, shown)),
  );

  route(routes, cancelBacktest, async ({ params, caller }) => {
    const show = () =>
      reading(world, caller.org, (unit) => jobOf(unit, caller, params.key, params.id, shown));
    await show();
    await cancelJob(world, caller.org, params.id);
    return show();
  });

  route(routes, downloadBacktest, async ({ params, caller, reply }) => {
    const { job, timeZone } = await reading(world, caller.org, async (unit) => ({
      job: await jobOf(unit, caller, params.key, params.id, Number.POSITIVE_INFINITY),
      timeZone: unit.directory.organisation.timeZone,
    }));
    if (!job.differs) throw refused({ kind: "rule", code: "backtest-not-done" });
    const name = say("backtest-file", { key: params.key, from: job.from.slice(0, 10) });
    reply.type("text/csv; charset=utf-8").header("content-disposition", asAttachment(name));
    return reply.send(csvOf(job.differs, timeZone));
  });
};
