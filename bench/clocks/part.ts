// A million clocks at rest; then a hundred thousand that run out at one instant, with two servers, and with one of them killed.
import { setTimeout as sleep } from "node:timers/promises";
import { type MailServer, startMailServer } from "../../server/delivery/testing/mail-server.ts";
import { familySeconds, processSeconds } from "../cpu.ts";
import { largest, ms, type Part, say, thousands } from "../part.ts";
import { lastOnRecord, left, onceEach } from "./check.ts";
import { type Desk, startDesk } from "./desk.ts";
import { fill, until } from "./fill.ts";
import { type Office, openOffice, type Server } from "./office.ts";

const resting = largest;
const stormed = Math.min(100_000, largest);
/** Obligations of one matter that run out together, and of one that rests. */
const each = { storm: 2, rest: 4 };
const quick = largest < 1_000_000;
const idleSeconds = quick ? 15 : 60;
const mostMs = 900_000;

type Idle = { server: number; database: number };

/** What server and database use in a minute in which nobody does anything. */
const idle = async (office: Office, server: Server): Promise<Idle> => {
  // What a start or a load leaves behind (seals, views, the checkpoint) is done first.
  await office.sql.query("checkpoint");
  await sleep(quick ? 5000 : 70_000);
  const now = (): Idle => ({
    server: processSeconds(server.child.pid ?? 0),
    database: familySeconds(office.database.pid() ?? 0),
  });
  const from = now();
  await sleep(idleSeconds * 1000);
  const to = now();
  const perMinute = 60 / idleSeconds;
  return {
    server: (to.server - from.server) * perMinute,
    database: (to.database - from.database) * perMinute,
  };
};

type Storm = {
  count: number;
  breached: number;
  escalated: number;
  mailed: number;
  desk: Desk;
  told: { notices: number; deliveries: number; messages: number };
};

/** Lets so many run out together with two servers at work; with `kill` one of them ends in the middle. */
const storm = async (
  office: Office,
  mails: MailServer,
  given: { name: string; count: number; kill: boolean; msEach: number },
): Promise<Storm> => {
  const loader = await office.serve();
  // Twice as long as loading should take, and two servers have to start.
  const lead = (given.count / each.storm) * given.msEach * 2 + (quick ? 20_000 : 40_000);
  const due = Math.ceil((Date.now() + lead) / 1000) * 1000;
  const ids = await fill(office, loader, {
    ...{ name: given.name, kind: "complaint", count: given.count / each.storm },
    wantedBy: due,
  });
  await loader.stop("SIGTERM");
  // On a busy machine loading may end too late: then it is counted from when the servers are called.
  const from = Math.max(due, Date.now());
  const servers = await Promise.all([office.serve(), office.serve()]);
  const [one, other] = servers;
  try {
    mails.got.length = 0;
    await sleep(Math.max(0, due - Date.now()));
    say(`  ${given.name}: ${thousands(given.count)} are due`);
    const desk = await startDesk(one.address, ids);
    let killed = !given.kill;
    let told = performance.now();
    await until(
      async () => {
        const now = await left(office);
        if (performance.now() - told > 10_000) {
          told = performance.now();
          say(`  ${Math.round((Date.now() - from) / 1000)} s: ${JSON.stringify(now)}`);
        }
        if (!killed && now.due < ids.length / 2) {
          await other.stop("SIGKILL");
          killed = true;
          say("  one of the two servers is killed");
        }
        return killed && now.due === 0 && now.waiting === 0;
      },
      mostMs,
      "The storm",
    );
    const felt = await desk.stop();
    await until(async () => (await left(office)).mails === 0, mostMs, "The mails");
    const last = await lastOnRecord(office, ids);
    const seconds = (at: number): number => (at - from) / 1000;
    return {
      count: given.count,
      breached: seconds(last.breached),
      escalated: seconds(last.escalated),
      mailed: seconds(last.mailed),
      desk: felt,
      told: await onceEach(office, ids, each.storm, mails),
    };
  } finally {
    await Promise.all(servers.map((s) => s.stop("SIGTERM")));
  }
};

/** The desk with two servers and nothing due. */
const quietDesk = async (office: Office, ids: readonly string[]): Promise<Desk> => {
  const servers = await Promise.all([office.serve(), office.serve()]);
  try {
    const warm = await startDesk(servers[0].address, ids);
    await sleep(3000);
    await warm.stop();
    const desk = await startDesk(servers[0].address, ids);
    await sleep(quick ? 10_000 : 40_000);
    return await desk.stop();
  } finally {
    await Promise.all(servers.map((s) => s.stop("SIGTERM")));
  }
};

const stormRow = (name: string, s: Storm): string =>
  `| ${name} | ${s.breached.toFixed(0)} s | ${s.escalated.toFixed(0)} s | ${s.mailed.toFixed(0)} s | ${thousands((2 * s.count) / Math.max(s.escalated, s.breached))} | ${thousands(s.told.notices)} | ${thousands(s.told.deliveries)} in ${thousands(s.told.messages)} letters |`;

const deskRow = (name: string, d: Desk): string =>
  `| ${name} | ${[d.list, d.open, d.register].map((t) => `${ms(t.p50)} / ${ms(t.p99)}`).join(" | ")} |`;

const idleRow = (name: string, i: Idle): string =>
  `| ${name} | ${i.server.toFixed(2)} s | ${i.database.toFixed(2)} s |`;

const report = (at: { empty: Idle; full: Idle }, desk: Desk, whole: Storm, killed: Storm): string => `
${thousands(stormed)} obligations of ${thousands(stormed / each.storm)} matters run out at the same instant, in a house where ${thousands(resting)} other clocks run; each breach
is recorded, told upwards (an escalation, an event of its own) and noticed; each notice also goes out by mail, gathered for
each person. Two servers work on the database. Counted from the instant at which they are due until the last one is on record:

| | last breach | last escalation | last mail | breaches and escalations a second | notices | mails |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${stormRow("two servers", whole)}
${stormRow("one of them killed half way", killed)}

Asserted after each: one breach and one escalation for every obligation, every notice once, every delivery sent once, none waiting.

The desk meanwhile, ms at the median / 99th percentile (${whole.desk.list.n} of each in the first storm):

| | newest 50 | one matter | register |
| --- | ---: | ---: | ---: |
${deskRow("nothing due", desk)}
${deskRow("while they run out", whole.desk)}
${deskRow("while they run out, one server killed", killed.desk)}

Clocks at rest, processor time in a minute in which nobody does anything:

| | server | PostgreSQL |
| --- | ---: | ---: |
${idleRow("an empty house", at.empty)}
${idleRow(`${thousands(resting)} open clocks, none due`, at.full)}
`;

const run = async (): Promise<string> => {
  const mails = await startMailServer();
  let office: Office | undefined;
  try {
    office = await openOffice(mails.port);
    const server = await office.serve();
    let empty: Idle;
    let full: Idle;
    let ids: string[];
    let msEach: number;
    try {
      empty = await idle(office, server);
      say(`  an empty house: ${JSON.stringify(empty)}`);
      const loading = performance.now();
      ids = await fill(office, server, {
        name: "rest",
        kind: "request",
        count: resting / each.rest,
        wantedBy: null,
      });
      msEach = (performance.now() - loading) / ids.length;
      say(`  ${thousands(resting)} clocks run`);
      full = await idle(office, server);
      say(`  with them: ${JSON.stringify(full)}`);
    } finally {
      await server.stop("SIGTERM");
    }
    const desk = await quietDesk(office, ids);
    const whole = await storm(office, mails, { name: "storm", count: stormed, kill: false, msEach });
    const killed = await storm(office, mails, { name: "killed", count: stormed, kill: true, msEach });
    return report({ empty, full }, desk, whole, killed);
  } finally {
    await office?.close();
    await mails.close();
  }
};

export const part: Part = { title: "Clocks that run out together, and clocks at rest", run };
