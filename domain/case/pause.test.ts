// A pause for a reason that the regulation lists goes on when the person's data are erased.
import assert from "node:assert/strict";
import { test } from "node:test";
import { doAct } from "#domain/proof/act.ts";
import { setStage, standing } from "#domain/proof/stage.ts";
import { trial } from "#domain/regulation/testing/files.ts";

test("erased of what a person wrote, a matter stands still all the same", () => {
  const regulation = trial({
    1: "rule: { when: case.registered, must: case.resolved, who: desk, within: 2 days, pause: [等待配件] }",
  });
  const s = setStage(regulation, { at: "2026-03-04 10:00", office: false, blanks: {} });
  doAct(s, { register: {} });
  assert.ok("done" in doAct(s, { pause: { reason: "等待配件" } }));
  const paused = s.events.find((e) => e.type === "case.paused");
  assert.equal(paused?.data.listed, "等待配件");
  if (paused) paused.data = { ...paused.data, reason: null };
  assert.notEqual(standing(s).obligations[0]?.pausedAt, null);
  doAct(s, { resume: {} });
  assert.ok("done" in doAct(s, { pause: { reason: "张女士说她出差" } }));
  const own = s.events.findLast((e) => e.type === "case.paused");
  assert.equal(own?.data.listed, undefined, "somebody's own words are kept only where they can be erased");
  assert.equal(standing(s).obligations[0]?.pausedAt, null);
});
