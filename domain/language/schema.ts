// A regulation file as JSON Schema, for editors: what may stand where, and what the words mean.
import { blockSchemas } from "./blocks.ts";
import { parts, ref, type Schema, text } from "./parts.ts";
import { proof } from "./proof.ts";

const key = { type: "string", pattern: "^[a-z][a-z0-9-]*$" };

const clause: Schema = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[^\\s/:]{1,40}$", description: "条款编号，加引号，永不改变" },
    at: text(60, "原文的条次"),
    says: text(2000, "条文"),
    how: { enum: ["enforce", "measure", "record", "schedule", "inspect", "prompt", "teach"] },
    reading: text(1000, "条文不清处如何理解"),
    ...blockSchemas,
    proof,
  },
  required: ["id", "says"],
  additionalProperties: false,
};

/** The schema of a regulation file (JSON Schema draft 7, as yaml-language-server reads it). */
export const languageSchema = (): Schema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "首问制度文件",
  type: "object",
  properties: {
    regulation: key,
    title: text(100, "制度的名称"),
    roles: { type: "object", additionalProperties: text(50), description: "角色 → 原文中的名称" },
    until: { type: "array", items: ref("pattern"), description: "发生后本制度的时限全部终止" },
    clauses: { type: "array", minItems: 1, maxItems: 2000, items: ref("clause") },
  },
  required: ["regulation", "title", "clauses"],
  additionalProperties: false,
  definitions: { ...parts, clause },
});
