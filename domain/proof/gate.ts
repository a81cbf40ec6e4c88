// A gate's scenario: refused bare, allowed once what it asks is there; or waiting for exactly the consents it names.

import type { Act } from "#domain/regulation/file/proof.ts";
import { said, word } from "#domain/tongue/said.ts";
import { doAct, partsOf } from "./act.ts";
import { stranger } from "./office.ts";
import { cameAs, expect, given, opened, type Play, show } from "./scene.ts";
import type { Stage } from "./stage.ts";

const refusedHere = (p: Play, s: Stage, act: Act): void => {
  const came = doAct(s, act);
  const here = "refused" in came && came.refused.clause === p.id;
  expect(here, said`${partsOf(act).name} 应被本条拒绝，实为${cameAs(came)}`);
};

const allowed = (p: Play, s: Stage, act: Act, play: string): void => {
  const came = doAct(s, act);
  show(p, play, s);
  expect("done" in came, said`${word(`@${play}`)}：${partsOf(act).name} 应准许，实为${cameAs(came)}`);
};

/** Each of the acts that open the gate is needed: with the others alone it stays shut. */
const neededEach = (p: Play, then: readonly Act[], act: Act): void => {
  for (const left of then) {
    const s = opened(p);
    for (const other of then) if (other !== left) doAct(s, other);
    expect(!("done" in doAct(s, act)), said`没有 ${partsOf(left).name} 也准许了`);
  }
};

const asks = (p: Play, act: Act): void => {
  const s = opened(p);
  const came = doAct(s, act);
  expect(
    "waits" in came && came.waits === p.id,
    said`${partsOf(act).name} 应等候本条的批准，实为${cameAs(came)}`,
  );
  for (const role of p.proof.grants ?? []) {
    const wrong = doAct(s, { grant: stranger });
    expect("refused" in wrong, "无权的人也能批准");
    const granted = doAct(s, { grant: role });
    expect("done" in granted, said`${role} 批准${cameAs(granted)}`);
  }
  show(p, "granted", s);
  expect((p.proof.grants ?? []).length > 0 && s.waiting === null, "写明的人都批准后仍在等候");
  const refusal = opened(p);
  doAct(refusal, act);
  doAct(refusal, { refuse: p.proof.grants?.[0] ?? "" });
  show(p, "denied", refusal);
  expect(refusal.waiting === null, "不批准之后仍在等候");
};

/** Plays a gate. */
export const playGate = (p: Play): void => {
  const { refused, asks: asked, accepted } = p.proof;
  expect(refused !== undefined || asked !== undefined, "没有写应被拒绝或等候批准的动作");
  if (refused) {
    const s = opened(p);
    refusedHere(p, s, refused);
    show(p, "refused", s);
    if (p.clause.gate?.never) {
      if (accepted) allowed(p, opened(p), accepted, "allowed");
      return;
    }
    const then = p.proof.then ?? [];
    neededEach(p, then, accepted ?? refused);
    given(s, then);
    allowed(p, s, accepted ?? refused, "allowed");
  }
  if (!asked) return;
  asks(p, asked);
  if (accepted && !refused) allowed(p, opened(p), accepted, "free");
};
