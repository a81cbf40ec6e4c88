// Every refusal is read in the language that one asks for: Chinese, Taiwan's, English.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import type { Problem } from "#api/words.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";

let office: Office;
let reception: Person;
before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

const read = async (language: string, path: string, init: RequestInit = {}): Promise<Problem> => {
  const headers = { "accept-language": language, ...(init.headers as Record<string, string>) };
  const answer = await fetch(`${office.address}${path}`, { ...init, headers });
  const problem = (await answer.json()) as Problem;
  assert.match(answer.headers.get("content-type") ?? "", /problem\+json/);
  return problem;
};

test("titles and sentences, before anybody is signed in", async () => {
  const nowhere = "/api/nowhere";
  assert.deepEqual(
    [await read("zh-CN", nowhere), await read("zh-TW", nowhere), await read("en", nowhere)].map((p) => [
      p.title,
      p.detail,
    ]),
    [
      ["没有找到", "没有这个地址。"],
      ["沒有找到", "沒有這個地址。"],
      ["Not found", "There is no such address."],
    ],
  );
  const wrong = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "nobody", password: "wrong" }),
  };
  const failed = await read("en-GB,en;q=0.9,zh;q=0.5", "/api/auth/sign-in/username", wrong);
  assert.equal(failed.detail, "The user name or password is wrong.");
  const broken = { ...wrong, body: "{" };
  assert.equal((await read("en", "/api/cases", broken)).detail, "Please sign in first.");
});

test("a refusal by a regulation, with its fields and states named", async () => {
  const { body: made } = await reception.post<CaseWhole>("/api/cases", complaint({ description: "" }));
  const forward = (language: string) =>
    reception.post<Problem>(
      `/api/cases/${made.id}/actions/forward`,
      { department: "engineering" },
      { "accept-language": language },
    );
  const chinese = (await forward("zh-CN")).body.detail;
  assert.match(chinese, /《.+》还有空项（事件经过）/);
  const english = (await forward("en")).body;
  assert.match(english.detail, /still has blank fields \(what happened\)/);
  assert.equal(english.title, "This cannot be done");
  assert.match((await forward("zh-TW")).body.detail, /還有空項（事件經過）/);
  const shape = await reception.post<Problem>("/api/cases", { nonsense: 1 }, { "accept-language": "en" });
  assert.doesNotMatch(JSON.stringify(shape.body), /\p{Script=Han}/u);
  const malformed = await read("en", "/api/cases", {
    method: "POST",
    headers: { "content-type": "application/json", cookie: reception.cookie, origin: office.address },
    body: "{",
  });
  assert.equal(malformed.detail, "The body is not valid JSON.");
});
