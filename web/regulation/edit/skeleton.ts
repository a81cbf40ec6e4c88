// What a new block begins with: the least that can be read.
import { t } from "i18next";
import type { Block } from "#domain/regulation/file.ts";
import type { Own } from "./file/completion.ts";

/** @param own its first role stands wherever somebody is needed */
export function skeletonOf(block: Block, own: Own): unknown {
  const role = Object.keys(own.roles)[0] ?? "department";
  const name = t("edit.newName");
  const made: Record<Block, unknown> = {
    rule: { when: "case.registered", must: "case.forwarded", who: role, within: "2 days" },
    gate: { do: "case.close", need: [{ approval: role }] },
    paper: { key: "new-form", name, of: "complaint", fields: [{ field: "reason", name, type: "text" }] },
    tally: { name, of: "case.registered", in: "month" },
    words: { situation: name, at: ["phone"], say: [name] },
    kinds: { field: "cause", name, labels: { one: name } },
    see: [Object.keys(own.clauses)[0] ?? "1"],
    score: { of: name, first: [{ points: -1 }] },
    inspect: { checklist: "general" },
    course: { name },
    shift: { name },
    waiting: t("edit.newWaiting"),
  };
  return made[block];
}
