// Beyond one machine: slopes measured on this one, and what a city, a province and a country would need by the model.
import { cpus } from "node:os";
import { ms, type Part, say, thousands } from "../part.ts";
import { type Backup, backingUp } from "./backup.ts";
import { askedAnew, headroom, looks, type Slopes, uses } from "./need.ts";
import { answerTo, demandOf, places } from "./places.ts";
import { type Intake, intake, living, reading, sealing, telling, waking } from "./slopes.ts";
import { openTown, type Town } from "./town.ts";

type Measured = {
  intakes: Intake[];
  read: Awaited<ReturnType<typeof reading>>;
  life: Awaited<ReturnType<typeof living>>;
  tell: Awaited<ReturnType<typeof telling>>;
  wake: Awaited<ReturnType<typeof waking>>;
  seal: Awaited<ReturnType<typeof sealing>>;
  backup: Backup;
};

const through = (intakes: readonly Intake[], processes: number): Intake[] =>
  intakes.filter((i) => i.processes === processes);
const fullest = (intakes: readonly Intake[]): Intake =>
  through(intakes, 1).reduce((a, b) => (b.rate > a.rate ? b : a));
/** Eight callers: few enough to be a desk's, so that little is shared; what a busy hour saves is left out. */
const atDesks = (intakes: readonly Intake[]): Intake =>
  through(intakes, 1).find((i) => i.callers === 8) ?? fullest(intakes);

const measure = async (town: Town): Promise<Measured> => {
  await intake(town, 1, 8);
  const intakes: Intake[] = [];
  for (const [processes, callers] of [
    [1, 1],
    [1, 8],
    [1, 32],
    [1, 64],
    [2, 8],
    [2, 64],
  ] as const)
    intakes.push(await intake(town, processes, callers));
  // What was registered is tidied up now, else the server's autovacuum does it beside what is measured next.
  await town.sql.query("vacuum analyze");
  const read = await reading(town);
  say("  whole lives");
  const life = await living(town, atDesks(intakes).each, read);
  say("  windows that are told");
  const tell = await telling(town);
  say("  clocks that run out");
  const wake = await waking(town);
  say("  seals, and a backup");
  return { intakes, read, life, tell, wake, seal: await sealing(town), backup: await backingUp(town) };
};

const slopesOf = ({ intakes, read, life, tell, wake, seal }: Measured): Slopes => ({
  registration: atDesks(intakes).each,
  act: life.act,
  read,
  wake,
  told: tell.told,
  sealed: seal.ms,
  lane: fullest(intakes).rate,
  bytes: { wal: life.act.wal, life: life.bytes, seal: seal.bytes },
});

const intakeTable = (intakes: readonly Intake[]): string =>
  intakes
    .map(({ processes, callers, rate, p99, each }) => {
      const cost = [each.server, each.database].map((n) => n.toFixed(2));
      return `| ${[processes, callers, thousands(rate), ms(p99), ...cost, (each.wal / 1000).toFixed(1)].join(" | ")} |`;
    })
    .join("\n");

const costTable = ({ read, life, tell, wake, seal, backup }: Measured, slopes: Slopes): string => {
  const line = (name: string, server: number, database: number, more: string) =>
    `| ${name} | ${server.toFixed(2)} | ${database.toFixed(2)} | ${more} |`;
  const rate = (n: number) => `${thousands(n)} a second here`;
  return [
    line("registering, 8 callers", slopes.registration.server, slopes.registration.database, "see above"),
    line(
      "an act on a matter, registering not among them",
      life.act.server,
      life.act.database,
      `${(life.act.wal / 1000).toFixed(1)} kB of log, registering among them`,
    ),
    line("a list or a matter looked at", read.server, read.database, rate(read.rate)),
    line(`a clock asked again, of ${thousands(wake.streams)}`, wake.server, wake.database, rate(wake.rate)),
    line(
      "telling 1,000 windows of a change",
      tell.told * 1000,
      0,
      `a note costs ${ms(tell.none)} ms without windows, ${ms(tell.many)} ms with 400`,
    ),
    `| sealing 1,000 changed matters, of ${thousands(seal.heads)} | ${ms(seal.ms * 1000)} by the clock | | ${Math.round(seal.bytes)} bytes each, row and file |`,
    `| a backup of ${ms(backup.megabytes)} MB, ${thousands(backup.events)} events | ${backup.seconds.toFixed(1)} s | | ${ms(backup.megabytes / backup.seconds)} MB a second; the file has ${ms(backup.file)} MB |`,
  ].join("\n");
};

const percent = (n: number): string => `${Math.round(n * 100)} %`;

const placesTable = (slopes: Slopes): string =>
  places
    .map((place) => {
      const demand = demandOf(place);
      const { machines, enough, first, half, ninetyNine, day } = answerTo(demand, slopes);
      const { databases, processes, cores } = machines;
      return `| ${[
        place.name,
        thousands(place.casesADay),
        `${ms(demand.registrations)} / ${ms(demand.acts)}`,
        thousands(demand.windows),
        `${databases} × (${processes} / ${cores})${enough ? "" : " **not enough**"}`,
        first.map((u) => `${u.part} ${percent(u.use)}`).join(", "),
        percent(uses(demand, slopes, machines).find((u) => u.part === "the sealer")?.use ?? 0),
        `${thousands(askedAnew(demand, machines))}; ${percent(looks(demand, slopes, machines))}`,
        enough ? `${ms(half)} / ${ms(ninetyNine)}` : "–",
        [day.matters, day.seals, day.wal].map((bytes) => (bytes / 1e9).toFixed(2)).join(" + "),
      ].join(" | ")} |`;
    })
    .join("\n");

/** How far this very machine goes: one process and one core of PostgreSQL. */
const here = (slopes: Slopes): string => {
  const machines = { processes: 1, cores: 1, walBytes: 100e6, databases: 1 };
  let cases = 1000;
  const at = () => demandOf({ name: "", casesADay: cases, organisations: 1 });
  while (headroom(at(), slopes, machines) > 1 && cases < 10_000_000) cases += 1000;
  return `By the model one server process and one core of PostgreSQL are full at **${thousands(cases)} matters a day**; first: ${uses(at(), slopes, machines)[0]?.part}.`;
};

const run = async (): Promise<string> => {
  const town = await openTown();
  try {
    const measured = await measure(town);
    const slopes = slopesOf(measured);
    return `Measured on ${cpus().length} cores shared by server, PostgreSQL and callers; costs are milliseconds of a core, counted by the kernel. What is
concluded from them: \`docs/beyond-one-machine.md\`.

| processes | callers | registered a second | p99 ms | server ms each | PostgreSQL ms each | log kB each |
| --- | --- | --- | --- | --- | --- | --- |
${intakeTable(measured.intakes)}

| one of each | server ms | PostgreSQL ms | |
| --- | --- | --- | --- |
${costTable(measured, slopes)}

A whole life leaves ${(slopes.bytes.life / 1000).toFixed(1)} kB in the database. ${here(slopes)}

**Simulated, not tried:** the least machines with which no part is fuller than 60 % in the busiest minute (at most 16 processes and 32
cores of PostgreSQL a database, 100 MB of log a second), and a request's time then, its network left out.

| | matters a day | registered / acts a second | windows | databases × (processes / cores) | fullest | the sealer | asked anew a second; looks in the primary's work | p50 / p99 ms | GB a day, matters + seals + write-ahead log |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${placesTable(slopes)}
`;
  } finally {
    await town.close();
  }
};

export const part: Part = { title: "Beyond one machine", run };
