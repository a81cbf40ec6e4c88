// What a log keeps of an error, whatever the error repeats.
import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import pg from "pg";
import { bare, bareText } from "./bare.ts";
import { makeJournal } from "./journal.ts";

const databaseError = (code: string, message: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError(message, message.length, "error"), {
    severity: "ERROR",
    code,
    detail: "Key (phone)=(13900000001) already exists.",
    where: "unnamed portal parameter $1 = '张伟民'",
    table: "customer_view",
    constraint: "customer_phone",
  });

test("of PostgreSQL's error the rule that was broken is kept, and no value", () => {
  const kept = bare(databaseError("23505", 'duplicate key value "13900000001" violates customer_phone'));
  assert.deepEqual(
    [kept.code, kept.table, kept.constraint, kept.message],
    ["23505", "customer_view", "customer_phone", "PostgreSQL refused a value (23505)"],
  );
  assert.doesNotMatch(JSON.stringify(kept), /139|张/);
  const away = bare(databaseError("57P01", "terminating connection due to administrator command"));
  assert.equal(away.message, "terminating connection due to administrator command");
});

test("causes, syntax errors and what is no error at all are kept without what they quote", () => {
  const read = (): unknown => JSON.parse('{"name": 张伟民}');
  assert.throws(read, (error: Error) => {
    const kept = bare(new Error("Could not be read for 李四", { cause: error }));
    assert.equal(kept.message, "Could not be read for …");
    assert.equal(kept.cause?.message, "a text could not be read");
    assert.match(kept.stack ?? "", /bare\.test/);
    assert.doesNotMatch(JSON.stringify(kept), /[一-鿿]/);
    return true;
  });
  assert.deepEqual(bare("张三 13900000001"), { type: "string", message: "… …" });
});

test("no quoted word, telephone or Chinese word survives in a sentence", () => {
  const word = fc.stringMatching(/^[a-z]{6,12}$/);
  const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/);
  const name = fc.constantFrom("张伟民", "欧阳修远", "買主");
  fc.assert(
    fc.property(word, phone, name, (secret, number, who) => {
      const said = bareText(`No customer "${secret}" of ${who} under ${number} in “${secret}”`);
      return !said.includes(secret) && !said.includes(number) && !said.includes(who);
    }),
  );
});

const linesOf = (config: { logLevel: "info" | "debug"; logFormat: "json" | "text" }) => {
  let text = "";
  const out = new Writable({
    write(piece, _, done) {
      text += String(piece);
      done();
    },
  });
  return { journal: makeJournal(config, out), said: () => text };
};

test("a line of JSON a happening, once a minute where it repeats itself; an error handed over alone does not bring its message along", () => {
  const { journal, said } = linesOf({ logLevel: "info", logFormat: "json" });
  const error = databaseError("22P02", 'invalid input syntax for type uuid: "张伟民"');
  journal.warn("Sealing waits", error);
  journal.warn("Sealing waits", error);
  journal.pino.error(error);
  journal.pino.error({ err: error });
  journal.pino.warn({ req: { url: "/api/customers?q=张伟民" } }, "odd");
  const lines = said().trim().split("\n");
  assert.equal(lines.length, 4);
  for (const line of lines) assert.ok(JSON.parse(line).time);
  assert.equal(JSON.parse(lines[0] ?? "").msg, "Sealing waits");
  assert.doesNotMatch(said(), /张|uuid/);
});

test("at a console they are sentences", () => {
  const { journal, said } = linesOf({ logLevel: "info", logFormat: "text" });
  journal.say("PostgreSQL is back.");
  journal.warn("Sealing waits", Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" }));
  assert.equal(said(), "PostgreSQL is back.\nSealing waits: connect refused (ECONNREFUSED)\n");
});
