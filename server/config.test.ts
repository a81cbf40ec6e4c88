import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ConfigError, programDir, readConfig } from "#server/config.ts";

test("with nothing set it is the demo on this machine only", () => {
  assert.deepEqual(readConfig({}), {
    host: "127.0.0.1",
    port: 3000,
    dataDir: join(process.cwd(), "data"),
    databaseUrl: undefined,
    publicUrl: "http://127.0.0.1:3000",
    trustProxy: false,
    demo: true,
    demoWhole: true,
    demoExposed: false,
    logLevel: "info",
    logFormat: null,
    metricsToken: undefined,
    outboundPrivate: false,
  });
});

test("the demo is off by itself where others can reach it, and exposed when asked for there", () => {
  assert.equal(readConfig({ HOST: "0.0.0.0" }).demo, false);
  assert.equal(readConfig({ DATABASE_URL: "postgres://u:p@db/shouwen" }).demo, false);
  assert.equal(readConfig({ HOST: "::1" }).demo, true);
  assert.equal(readConfig({ DEMO: "off" }).demo, false);
  const asked = readConfig({ HOST: "0.0.0.0", DEMO: "on" });
  assert.deepEqual([asked.demo, asked.demoExposed], [true, true]);
});

test("all faults are told at once, one sentence each, without the database's password", () => {
  const env = {
    PORT: "x",
    HOST: "a b",
    DEMO: "maybe",
    DATABASE_URL: "mysql://u:secret@h/d",
    PUBLIC_URL: "ftp://x",
    TRUST_PROXY: "nginx",
    LOG_LEVEL: "loud",
    LOG_FORMAT: "xml",
    METRICS_TOKEN: "too short",
  };
  assert.throws(
    () => readConfig(env),
    (error: ConfigError) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(error.faults.length, 9);
      assert.ok(error.faults.every((fault) => /\.$/.test(fault)));
      assert.doesNotMatch(error.message, /secret|too short/);
      return true;
    },
  );
});

test("proxies by number or by address; the public address loses its last slash", () => {
  assert.equal(readConfig({ TRUST_PROXY: "2" }).trustProxy, 2);
  assert.deepEqual(readConfig({ TRUST_PROXY: "10.0.0.1, 10.1.0.0/16" }).trustProxy, [
    "10.0.0.1",
    "10.1.0.0/16",
  ]);
  assert.equal(readConfig({ PUBLIC_URL: "https://a.cn/" }).publicUrl, "https://a.cn");
});

test("what goes out stays off the house's own network unless that is allowed", () => {
  assert.equal(readConfig({ OUTBOUND_PRIVATE: "allow" }).outboundPrivate, true);
  assert.equal(readConfig({ OUTBOUND_PRIVATE: "refuse" }).outboundPrivate, false);
  assert.throws(() => readConfig({ OUTBOUND_PRIVATE: "yes" }), ConfigError);
});

test("every setting that is read stands in .env.example and on the page for operators, in both languages", () => {
  const read = (file: string): string => readFileSync(join(programDir, file), "utf8");
  const names = new Set(
    [...read("server/config.ts").matchAll(/(?:read\(|env\.)"?([A-Z][A-Z_]+)/g)].map(([, name]) => name ?? ""),
  );
  assert.ok(names.size >= 10, [...names].join());
  for (const name of names) {
    if (name.startsWith("SHOUWEN_")) continue;
    assert.match(read(".env.example"), new RegExp(`^${name}=`, "m"), name);
    for (const page of ["docs/operating.md", "docs/operating.zh-CN.md"])
      assert.ok(name === "CHROMIUM_PATH" || read(page).includes(`\`${name}\``), `${name} in ${page}`);
  }
});
