// When a window asks again, and what: with many windows open, and a slow server.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { type Change, gather } from "./stale.ts";

const clients: QueryClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.clear();
});

/** A window that shows some questions; each answer takes so long. */
const open = (keys: unknown[][], { takes = 0, sight = { hidden: false } } = {}) => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000 } } });
  clients.push(client);
  const asked: string[] = [];
  const ended: string[] = [];
  let shown = () => {};
  for (const queryKey of keys) {
    const queryFn = async () => {
      asked.push(queryKey.join(" "));
      await wait(takes);
      ended.push(queryKey.join(" "));
      return asked.length;
    };
    client.setQueryData(queryKey, 0);
    new QueryObserver(client, { queryKey, queryFn }).subscribe(() => {});
  }
  const seen = (then: () => void) => {
    shown = then;
  };
  const hear = gather(client, { hidden: () => sight.hidden, seen });
  return { asked, ended, hear, show: () => shown(), data: (key: unknown[]) => client.getQueryData(key) };
};

const desk = [["obligation", "list"], ["counts"], ["case", "list"], ["case", "one", "a"]];
const change = (given: Partial<Change> = {}): Change => ({ about: "case", id: "b", within: 3000, ...given });

test("what is mine is asked once for a burst, and of single matters only the changed one", async () => {
  const window = open(desk);
  for (let n = 0; n < 5; n++) window.hear(change({ mine: true }));
  await wait(400);
  assert.deepEqual(window.asked.sort(), ["case list", "counts", "obligation list"]);
});

test("what is not mine is asked within the time given, and an open matter at once", async () => {
  const windows = Array.from({ length: 30 }, () => open(desk));
  for (const { hear } of windows) hear(change());
  await wait(800);
  const early = windows.filter((w) => w.asked.length > 0).length;
  assert.ok(early < 20, `${early} of 30 asked at once`);
  const reader = open(desk);
  reader.hear(change({ id: "a" }));
  await wait(400);
  assert.ok(reader.asked.includes("case one a"));
  await wait(2400);
  assert.ok(windows.every((w) => w.asked.length > 0));
});

test("a slow answer is taken before the next question is asked", async () => {
  const window = open([["counts"]], { takes: 400 });
  for (let n = 0; n < 10; n++) {
    window.hear(change({ mine: true, id: String(n) }));
    await wait(100);
  }
  assert.equal(window.asked.length, 1);
  assert.equal(window.ended.length, 1);
  assert.equal(window.data(["counts"]), 1);
  await wait(2400);
  assert.equal(window.asked.length, 2, "what changed meanwhile is asked afterwards");
});

test("a window that nobody sees asks when it is seen", async () => {
  const sight = { hidden: true };
  const window = open(desk, { sight });
  window.hear(change({ mine: true }));
  await wait(400);
  assert.equal(window.asked.length, 0);
  sight.hidden = false;
  window.show();
  await wait(50);
  assert.ok(window.asked.includes("counts"));
});

test("a desk that is concerned asks soon again, though a slow server keeps all others waiting", async () => {
  const window = open([["counts"]], { takes: 300 });
  window.hear(change({ mine: true, within: 60 }));
  await wait(600);
  assert.equal(window.ended.length, 1);
  // What concerns others comes all the time and does not put off what concerns this desk.
  window.hear(change({ within: 20_000 }));
  window.hear(change({ mine: true, within: 60, id: "c" }));
  await wait(1500);
  assert.equal(window.ended.length, 2);
});

test("many changes that concern others do not hurry a desk", async () => {
  const windows = Array.from({ length: 20 }, () => open([["counts"]]));
  for (let n = 0; n < 20; n++) {
    for (const { hear } of windows) hear(change({ within: 20_000, id: String(n) }));
    await wait(50);
  }
  const early = windows.filter((w) => w.asked.length > 0).length;
  assert.ok(early < 10, `${early} of 20 asked within a second of the twenty that they have`);
});
