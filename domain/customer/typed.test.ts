// Whatever somebody types into an act on a matter is personal: it goes when the person is erased.
import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKind } from "#domain/case/case.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";

/** What is typed freely, by the names that inputs and events share. */
const typed = ["text", "reason", "finding", "remedy", "outcome"];
const events: Readonly<Record<string, string>> = {
  "case.noted": "text",
  "case.informed": "text",
  "case.called-back": "text",
  "case.promised": "text",
  "case.reviewed": "text",
  "case.returned": "reason",
  "case.rejected": "reason",
  "case.paused": "reason",
  "case.withdrawn": "reason",
  "case.reopened": "reason",
  "case.extension-asked": "reason",
  "case.extended": "reason",
  "case.edition-moved": "reason",
  "case.investigated": "finding",
  "case.settled": "remedy",
  "case.resolved": "outcome",
};

test("every typed field of every act is kept apart", () => {
  for (const [event, field] of Object.entries(events))
    assert.ok(caseKind.personal[event]?.includes(field), `${event} ${field}`);
  for (const [event, { fields }] of Object.entries(caseVocabulary.events))
    for (const field of Object.keys(fields))
      if (typed.includes(field)) assert.ok(caseKind.personal[event]?.includes(field), `${event} ${field}`);
});
