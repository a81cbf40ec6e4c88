// The model agrees with what is known of queues, and grows as it should.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  askedAnew,
  bytesADay,
  type Demand,
  headroom,
  looks,
  type Machines,
  type Slopes,
  tellings,
  uses,
  waited,
} from "./need.ts";

const mean = (list: readonly number[]): number => list.reduce((sum, n) => sum + n, 0) / list.length;
const near = (found: number, known: number, share: number): void =>
  assert.ok(Math.abs(found - known) < known * share, `${found} is not near ${known}`);

const demand: Demand = {
  ...{ registrations: 2, acts: 20, reads: 60, windows: 100, wakes: 5, organisations: 1 },
  ...{ actsADay: 33_000, casesADay: 3000 },
};
const slopes: Slopes = {
  registration: { server: 2, database: 2 },
  act: { server: 4, database: 4 },
  read: { server: 2, database: 1 },
  wake: { server: 1, database: 1 },
  told: 0.01,
  sealed: 0.1,
  lane: 500,
  bytes: { wal: 20_000, life: 40_000, seal: 100 },
};
const machines: Machines = { processes: 1, cores: 1, walBytes: 100e6, databases: 1 };
const busyOf = (part: string, d: Demand, m: Machines): number =>
  uses(d, slopes, m).find((u) => u.part === part)?.use ?? Number.NaN;

test("one hand: the mean time is 1 / (rate of service − rate of coming)", () => {
  for (const rate of [20, 50, 80])
    near(mean(waited([{ hands: 1, serviceMs: 10 }], rate, 200_000, 7)), 1000 / (100 - rate), 0.06);
});

test("several hands: the mean time is what Erlang's formula says", () => {
  const [hands, serviceMs, rate] = [4, 10, 320];
  const load = (rate * serviceMs) / 1000;
  const terms = [0, 1, 2, 3].map((k) => load ** k / [1, 1, 2, 6][k]!);
  const last = (load ** hands / 24) * (hands / (hands - load));
  const waits = last / (terms.reduce((a, b) => a + b, 0) + last);
  const known = serviceMs + (waits * 1000) / ((hands * 1000) / serviceMs - rate);
  near(mean(waited([{ hands, serviceMs }], rate, 200_000, 11)), known, 0.06);
});

test("two stations in a row take the sum of both; the same seed gives the same times", () => {
  const one = { hands: 1, serviceMs: 10 };
  const both = mean(waited([one, one], 50, 200_000, 3));
  near(both, 40, 0.06);
  assert.deepEqual(waited([one], 50, 100, 3), waited([one], 50, 100, 3));
});

test("twice the demand is twice the use, but for what windows ask by themselves, which is bounded", () => {
  const quiet = { ...demand, windows: 0 };
  const twice = { ...quiet, registrations: 4, acts: 40, reads: 120, wakes: 10 };
  for (const { part, use } of uses(quiet, slopes, machines))
    near(busyOf(part, twice, machines), 2 * use, 1e-9);
  const many = { ...demand, windows: 10_000 };
  // A process has 33 windows a second that ask again, 5.3 questions each.
  near(askedAnew(many, machines), (1000 / 30) * 5.3, 1e-9);
  near(askedAnew(many, { ...machines, processes: 4 }), ((4 * 1000) / 30) * 5.3, 1e-9);
  assert.ok(askedAnew({ ...many, acts: 0, registrations: 0 }, machines) === 0);
});

test("processes relieve the server, not the primary; databases relieve all", () => {
  const quiet = { ...demand, windows: 0 };
  const more = { ...machines, processes: 2 };
  near(busyOf("server processes", quiet, more), busyOf("server processes", quiet, machines) / 2, 1e-9);
  near(busyOf("cores of the primary", quiet, more), busyOf("cores of the primary", quiet, machines), 1e-9);
  near(busyOf("the sealer", quiet, more), busyOf("the sealer", quiet, machines), 1e-9);
  const two = { ...quiet, organisations: 2 };
  near(headroom(two, slopes, { ...machines, databases: 2 }), 2 * headroom(two, slopes, machines), 1e-9);
});

test("looks are as much of the primary's work as their share of its milliseconds", () => {
  const quiet = { ...demand, windows: 0 };
  // 60 ms of looks; registering 4, acting 80, waking 5.
  near(looks(quiet, slopes, machines), 60 / 149, 1e-9);
  assert.ok(looks(demand, slopes, machines) > looks(quiet, slopes, machines));
});

test("a window is told of its own organisation's changes, ten times a second at most", () => {
  near(tellings(demand), 10, 1e-9);
  near(tellings({ ...demand, organisations: 11 }), 2, 1e-9);
});

test("the fullest part comes first, and the room that is left is up to it", () => {
  const all = uses(demand, slopes, machines);
  assert.deepEqual(
    all.map((u) => u.use),
    all.map((u) => u.use).toSorted((a, b) => b - a),
  );
  near(headroom(demand, slopes, machines) * (all[0]?.use ?? 0), 1, 1e-9);
  assert.deepEqual(bytesADay(demand, slopes), { matters: 120e6, seals: 3.3e6, wal: 660e6 });
});
