// The whole ledger: every regulation reads, has every clause, and every clause that runs is shown to run.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import { type Fault, readRegulation } from "#domain/regulation/read.ts";
import type { Figures } from "#domain/regulation/run/figure.ts";
import { statusOf } from "#domain/regulation/status.ts";
import { playable, prove } from "./play.ts";

/** How many clauses each regulation of the ledger has. */
const ledger: Readonly<Record<string, number>> = {
  "admin-window-hours": 29,
  "admin-window-principles": 17,
  "broadband-field-conduct": 61,
  "broadband-field-language": 53,
  "cs-manager-appraisal": 52,
  "cs-staff-appraisal": 28,
  "cs-staff-management": 39,
  "driving-school-window": 38,
  "duty-report-secrecy": 36,
  "enterprise-service-department": 40,
  "fibre-inspection-bureau": 56,
  "game-secrecy": 51,
  "gas-cs-staff": 102,
  "hospital-call-centre": 19,
  "hospital-guide-desk": 98,
  "hospital-staff-conduct": 90,
  "investment-promotion-staff": 86,
  "office-staff-conduct": 86,
  "online-after-sales": 19,
  "online-shop-two-shift": 64,
  "pm-cs-assessment": 59,
  "pm-cs-assessment-5": 51,
  "pm-cs-probation-exam": 31,
  "pm-cs-training": 103,
  "pm-front-office": 90,
  "promotion-pay-grades": 55,
  "property-window-handbook": 132,
  "property-window-slides": 25,
  "real-estate-marketing": 100,
  "service-department-roles": 32,
  "software-after-sales": 102,
  "taobao-rotating-night": 68,
  "trade-mall-service": 73,
  "window-norm-integrity": 46,
  "window-service-norm": 20,
  "window-service-template": 20,
  "window-standardised-management": 29,
};

const folder = new URL("../../regulations/", import.meta.url);
const files = readdirSync(folder).filter((f) => f.endsWith(".yaml"));
const readings = files.map((file) => {
  const read = readRegulation(readFileSync(new URL(file, folder), "utf8"));
  return { file, key: file.slice(0, -".yaml".length), read };
});
const faultsOf = (faults: readonly Fault[]): string => faults.map((f) => f.message).join("\n");
const regulations = readings.flatMap(({ read }) => ("regulation" in read ? [read.regulation] : []));

test("every regulation of the ledger is there, and nothing else", () => {
  assert.deepEqual(readings.map((r) => r.key).sort(), Object.keys(ledger).sort());
  const total = Object.values(ledger).reduce((a, b) => a + b, 0);
  assert.deepEqual([Object.keys(ledger).length, total], [37, 2100]);
});

test("every clause of all of them has an id of its own", () => {
  const ids = regulations.flatMap((r) => r.clauses.map((c) => clauseId(r.regulation, c.id)));
  assert.equal(new Set(ids).size, ids.length);
});

/** The blanks as the scenarios fill them: a clause without a figure runs where the organisation gives one. */
const blanksOf = (r: Regulation): Figures =>
  Object.fromEntries(
    r.clauses.flatMap((c) =>
      Object.entries(c.proof?.blanks ?? {}).map(([id, figure]) => [clauseId(r.regulation, id), figure]),
    ),
  );

/** A clause that others carry is shown by one of them. */
const isShown = (r: Regulation, id: string): boolean => {
  const clause = r.clauses.find((c) => c.id === id);
  return (
    clause !== undefined && (clause.see ?? [id]).some((s) => r.clauses.some((c) => c.id === s && playable(c)))
  );
};

for (const { file, key, read } of readings)
  describe(file, () => {
    if ("errors" in read) {
      test("reads", () => assert.fail(faultsOf(read.errors)));
      return;
    }
    const { regulation: r, warnings } = read;
    test("reads without fault, under its own key, every clause there", () => {
      assert.deepEqual([r.regulation, r.clauses.length], [key, ledger[key]]);
      assert.deepEqual(
        warnings.filter((w) => !w.message.includes("重新办理")),
        [],
      );
    });
    test("every clause that can be played is proved", () => {
      const failed = r.clauses.flatMap((c) => {
        if (!playable(c)) return [];
        const { proved, reason, strip } = prove(r, c.id);
        return proved && strip.length + (c.words ? 1 : 0) > 0
          ? []
          : [`${c.id}: ${reason ?? "nothing is shown"}`];
      });
      assert.deepEqual(failed, []);
    });
    test("every clause that runs can be played", () => {
      for (const figures of [{}, blanksOf(r)]) {
        const running = r.clauses.filter((c) => statusOf(c, figures, r).status === "running");
        assert.deepEqual(
          running.filter((c) => !isShown(r, c.id)).map((c) => c.id),
          [],
        );
      }
    });
    test("every clause that waits says for what, and no scenario is idle", () => {
      const figures = blanksOf(r);
      for (const c of r.clauses) {
        const { status, reason } = statusOf(c, figures, r);
        if (status === "waiting") assert.ok(reason, c.id);
        if (c.proof) assert.ok(playable(c), c.id);
      }
    });
  });
