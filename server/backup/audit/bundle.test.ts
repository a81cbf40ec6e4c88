// The audit bundle checks itself with nothing but Node, and names what was tampered with.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { programDir } from "#server/config.ts";
import { startSealer } from "#server/log/proof/seal.ts";
import { type House, tellStory } from "#server/log/proof/testing/office.ts";
import { forget, lived } from "../testing/moved.ts";
import { auditBundle } from "./bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-audit-"));
const whole = join(folder, "whole");
let house: House;
let told: { id: string; customer: string };

before(async () => {
  ({ house, told } = await lived("wuye"));
  await forget(house, "wuye", told.customer);
  await startSealer(house.world, 3_600_000).stop();
  await tellStory(await house.office("other"));
  await auditBundle(house.sql, house.world.dataDir, "wuye", whole);
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

type Row = Record<string, unknown> & { id?: string; stream?: string; seq?: number };
const readRows = (from: string, name: string): Row[] =>
  readFileSync(join(from, "data", `${name}.ndjson`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

/** Runs the bundle's own program, away from ours. */
const verified = (at: string, ...args: string[]): Promise<{ code: number; said: string[] }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(at, "verify.mjs"), ...args],
      { cwd: tmpdir() },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), said: `${stdout}${stderr}`.trim().split("\n") }),
    );
  });

type Data = Record<"events" | "streams" | "seals" | "published", Row[]>;
let n = 0;
/** What the program says of a bundle with which somebody did something. */
const afterTampering = async (tamper: (data: Data) => void): Promise<string> => {
  const at = join(folder, `tampered-${++n}`);
  cpSync(whole, at, { recursive: true });
  const data = {} as Data;
  for (const name of ["events", "streams", "seals", "published"] as const) data[name] = readRows(at, name);
  tamper(data);
  for (const [name, rows] of Object.entries(data))
    writeFileSync(join(at, "data", `${name}.ndjson`), rows.map((r) => `${JSON.stringify(r)}\n`).join(""));
  const { code, said } = await verified(at);
  assert.equal(code, 1, said.join("\n"));
  return said[0] ?? "";
};

/** The stream of the matter, which is long. */
const ofMatter = (data: Data): Row[] => data.events.filter((e) => e.stream === told.id);
const sealHash = (previous: string, { hash: _, ...body }: Row): string =>
  createHash("sha256")
    .update(canonicalize({ ...body, previous }) ?? "")
    .digest("hex");

test("it verifies, holds one organisation only and nothing personal", async () => {
  const { code, said } = await verified(whole);
  assert.equal(code, 0, said.join("\n"));
  assert.match(
    said[0] ?? "",
    /^All is well: \d+ streams, \d+ events, \d+ seals\. Last seal: \d+ \S+ [0-9a-f]{64}$/,
  );
  assert.match(said[1] ?? "", /^核对无误/);
  const events = readRows(whole, "events");
  assert.ok(events.length > 30 && events.every((e) => e.org === "wuye"));
  const text = readFileSync(join(whole, "data", "events.ndjson"), "utf8");
  assert.doesNotMatch(text, /"private"|"salt"|赵晓|13912345678|轴承/);
});

test("an event that was changed, is missing or was inserted is named", async () => {
  const seq = 5;
  const place = `stream ${told.id}, event ${seq}`;
  const changed = await afterTampering((data) => {
    ofMatter(data)[seq - 1]!.by = "wuye.gm";
  });
  assert.equal(changed, `First fault: ${place}: The event is not what was written.`);
  const missing = await afterTampering((data) => {
    data.events = data.events.filter((e) => e.stream !== told.id || e.seq !== seq);
  });
  assert.equal(missing, `First fault: ${place}: The event is missing.`);
  const inserted = await afterTampering((data) => {
    data.events.splice(data.events.indexOf(ofMatter(data)[seq - 1]!), 0, { ...ofMatter(data)[seq - 1]! });
  });
  assert.equal(inserted, `First fault: ${place}: The event was inserted.`);
});

test("a tail that was cut off shows, whatever the stream's row says", async () => {
  const said = await afterTampering((data) => {
    const tail = ofMatter(data).slice(-3);
    data.events = data.events.filter((e) => !tail.includes(e));
    const last = ofMatter(data).at(-1)!;
    Object.assign(data.streams.find((s) => s.id === told.id)!, { length: last.seq, head: last.hash });
  });
  assert.match(
    said,
    new RegExp(`stream ${told.id}, event \\d+, seal \\d+: The event is missing: the stream's tail`),
  );
});

test("a stream that has vanished without a trace is named", async () => {
  const said = await afterTampering((data) => {
    data.events = data.events.filter((e) => e.stream !== told.id);
    data.streams = data.streams.filter((s) => s.id !== told.id);
  });
  assert.match(said, new RegExp(`stream ${told.id}, event 1, seal \\d+: The stream has vanished`));
});

test("a seal that was changed, left out or withdrawn is named", async () => {
  const changed = await afterTampering((data) => {
    data.seals[0]!.at = "2026-01-01T00:00:00.000Z";
  });
  assert.equal(changed, "First fault: seal 1: The seal is not what was written.");
  const left = await afterTampering((data) => {
    data.seals.splice(0, 1);
  });
  assert.equal(left, "First fault: seal 1: The seal is missing.");
  const withdrawn = await afterTampering((data) => {
    data.seals.pop();
  });
  assert.match(withdrawn, /The seal was published, but the bundle lacks it/);
});

test("a log rewritten from the beginning, seals and all, does not agree with a copy that somebody kept", async () => {
  const copy = join(folder, "kept.jsonl");
  writeFileSync(copy, readFileSync(join(house.world.dataDir, "seals", "wuye.jsonl")));
  assert.equal((await verified(whole, "--published", copy)).code, 0);
  const at = join(folder, "rewritten");
  cpSync(whole, at, { recursive: true });
  let previous = "0".repeat(64);
  const seals = readRows(at, "seals").map((seal) => {
    const { [told.id]: _, ...heads } = seal.heads as Record<string, unknown>;
    previous = sealHash(previous, { ...seal, heads });
    return { ...seal, heads, hash: previous };
  });
  const write = (name: string, rows: Row[]) =>
    writeFileSync(join(at, "data", `${name}.ndjson`), rows.map((r) => `${JSON.stringify(r)}\n`).join(""));
  write("seals", seals);
  write("published", seals);
  for (const [name, key] of [
    ["events", "stream"],
    ["streams", "id"],
  ] as const)
    write(
      name,
      readRows(at, name).filter((r) => r[key] !== told.id),
    );
  assert.equal((await verified(at)).code, 0);
  const { code, said } = await verified(at, "--published", copy);
  assert.equal(code, 1);
  assert.match(said[0] ?? "", /The published file says something else than the seal/);
});

test("an erasure that nobody recorded shows", async () => {
  const said = await afterTampering((data) => {
    const kept = data.events.find((e) => e.personal === true)!;
    kept.personal = false;
  });
  assert.match(said, /Its personal part is gone, but no erasure is recorded/);
});

test("its own SHA-256 and canonical form are those of everybody", async () => {
  const core = /\/\/ ---- core[^\n]*\n(.*)\/\/ ---- end of core/s.exec(
    readFileSync(join(programDir, "server/backup/audit/verify.mjs"), "utf8"),
  )?.[1];
  const { sha256, canonical } = new Function(`${core}; return { sha256, canonical };`)() as {
    sha256: (text: string) => string;
    canonical: (value: unknown) => string;
  };
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), fc.jsonValue(), (text, value) => {
      assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
      assert.equal(canonical(value), canonicalize(value));
    }),
    { numRuns: 500 },
  );
});

test("the page carries the same program", () => {
  const page = readFileSync(join(whole, "verify.html"), "utf8");
  assert.match(page, /async function check\(open\)/);
  assert.doesNotMatch(page, /\/\* core \*\/|node:fs|https?:/);
});
