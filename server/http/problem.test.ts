// What a request hears where there is no room on the disk: that nothing was saved, and that it may be sent again.
import assert from "node:assert/strict";
import { test } from "node:test";
import fastify from "fastify";
import { answerError } from "./problem.ts";

const answerTo = async (code: string) => {
  const app = fastify();
  app.setErrorHandler((error, request, reply) => answerError(error as Error, request, reply));
  app.get("/", () => {
    throw Object.assign(new Error("could not extend file"), { code });
  });
  const answer = await app.inject("/");
  await app.close();
  return answer;
};

test("no room, the database's or our own, is 503 and no fault of the program", async () => {
  for (const code of ["53100", "ENOSPC", "EDQUOT"]) {
    const answer = await answerTo(code);
    assert.equal(answer.statusCode, 503);
    assert.ok(Number(answer.headers["retry-after"]) > 0);
    assert.match(answer.json().detail, /磁盘已满/);
  }
  assert.equal((await answerTo("22012")).statusCode, 500);
});
