// The blocks of a clause as JSON Schema.

import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { periodUnits } from "#domain/duty/periods.ts";
import { places } from "#domain/regulation/file/content.ts";
import { fieldTypes } from "#domain/regulation/file/paper.ts";
import type { Block } from "#domain/regulation/file.ts";
import { laterBlocks } from "./later.ts";
import { actionNames, listOf, named, oneOrMore, only, ref, type Schema, text, words } from "./parts.ts";

const role: Schema = { type: "string", description: "角色（roles 里的名字）" };
const clause: Schema = { type: "string", description: "本文件的条款编号" };
const yes: Schema = { const: true };
const kinds = named(caseVocabulary.state.kind?.labels ?? {});
const hosts = { anyOf: [kinds, { const: "duty" }] };

const when: Schema = {
  anyOf: [
    ref("patterns"),
    only({ breach: clause }, ["breach"]),
    only(
      {
        every: oneOrMore(words([...periodUnits, "unset"])),
        on: ref("point"),
        times: { type: "integer", minimum: 1, maximum: 31 },
      },
      ["every"],
    ),
  ],
};
const duty: Schema = { anyOf: [ref("patterns"), only({ steps: listOf(ref("patterns"), 2) }, ["steps"])] };
const within: Schema = {
  anyOf: [
    ref("length"),
    only({ field: { type: "string" }, else: ref("length") }, ["field", "else"]),
    ref("point"),
  ],
};

const rule = only(
  {
    when,
    while: ref("condition"),
    must: { ...duty, description: "须做的事" },
    should: { ...duty, description: "宜做的事：只提醒，不计分" },
    who: {
      type: "string",
      description: "责任人：角色，或 department、trigger.department、against、first-asked",
    },
    within,
    per: { type: "string" },
    again: words(["new", "keep", "restart"]),
    pause: { type: "array", items: text(100) },
    until: ref("patterns"),
    warn: ref("length"),
    otherwise: { type: "array", items: only({ escalate: role }, ["escalate"]) },
    evidence: text(200),
  },
  ["when", "who"],
);

const compares = ["under", "atMost", "atLeast", "over"] as const;
const need: Schema = {
  anyOf: [
    only({ fields: oneOrMore({ type: "string" }) }, ["fields"]),
    only({ paper: { type: "string" }, step: { type: "string" } }, ["paper"]),
    only({ done: ref("pattern") }, ["done"]),
    only({ holds: ref("condition") }, ["holds"]),
    only({ met: clause }, ["met"]),
    ...compares.map((k) => only({ tally: clause, [k]: { type: "integer" } }, ["tally", k])),
    only(
      {
        approval: {
          anyOf: [ref("signers"), listOf(only({ while: ref("condition"), by: ref("signers") }, ["by"]))],
        },
      },
      ["approval"],
    ),
  ],
};
const gate = only(
  { do: oneOrMore(named(actionNames)), while: ref("condition"), need: listOf(need), never: yes },
  ["do"],
);

const paper = only(
  {
    key: { type: "string" },
    name: text(100),
    form: words(["form", "register", "voucher", "file"]),
    of: oneOrMore(hosts),
    number: { type: "string", description: "编号，例如 TH{yyyy}{nnnn}" },
    fields: listOf(
      only(
        {
          field: { type: "string" },
          name: text(100),
          type: words(fieldTypes),
          of: oneOrMore(text(100)),
          optional: yes,
        },
        ["field", "name"],
      ),
    ),
    fill: role,
    sign: listOf(
      only({ step: { type: "string" }, name: text(100), by: role, while: ref("condition") }, [
        "step",
        "name",
        "by",
      ]),
    ),
    copies: listOf(only({ name: text(50), keeper: text(50) }, ["name", "keeper"])),
    attach: oneOrMore({ type: "string" }),
    customer: words(["never", "may", "copy"]),
    keep: { type: "string", pattern: "^([1-9]\\d{0,2} (years?|months?)|for ever)$" },
    keptBy: { type: "string" },
  },
  ["key", "name", "fields"],
);

/** Block → its shape. */
export const blockSchemas: Record<Block, Schema> = {
  rule,
  gate,
  paper,
  tally: only(
    {
      name: text(100),
      of: ref("patterns"),
      while: ref("condition"),
      whose: words(["customer", "member", "department", "against"]),
      by: { type: "string" },
      in: words(["day", "week", "month", "quarter", "year", "ever"]),
    },
    ["name", "of", "in"],
  ),
  words: only(
    {
      situation: text(100),
      at: { type: "array", items: words(places) },
      when: ref("event"),
      while: ref("condition"),
      ...Object.fromEntries(
        ["say", "never", "steps", "forbidden", "required"].map((k) => [
          k,
          { type: "array", items: text(500) },
        ]),
      ),
    },
    ["situation"],
  ),
  kinds: only(
    {
      field: { type: "string" },
      name: text(50),
      of: oneOrMore(kinds),
      labels: { type: "object", minProperties: 1, additionalProperties: text(50) },
      required: yes,
    },
    ["field", "labels"],
  ),
  see: { type: "array", items: { type: "string" } },
  ...laterBlocks,
  waiting: text(200, "还没有内容在运行，以及为什么"),
};
