// What each call is tried with: real ids of the office, and a body that would get through.
import { parse } from "yaml";
import type { Call } from "./contract.ts";
import { sample } from "./contract.ts";

/** Ids of one organisation, by the first word of a path. */
export type Ids = Record<string, string>;

/** How a call is sent. */
export type Sent = { method: string; path: string; type: string | null; body: string | FormData | undefined };

/** A line of the table's second part: a body for a path whose schema does not tell enough. */
export type Bodies = Record<string, unknown>;

/** Reads the bodies: `METHOD path` → JSON, with ids in `<angle brackets>`. */
export const readBodies = (yaml: string): Bodies => parse(yaml) as Bodies;

/** Inside JSON: what is put in is written as the inside of a string. */
const fill = (json: string, ids: Ids): string =>
  json.replace(/<(\w+)>/g, (_, name: string) => JSON.stringify(ids[name] ?? name).slice(1, -1));

/** Puts an office's ids into a path of the contract; `given` names those that the path's own words do not tell. */
export const fillPath = (path: string, ids: Ids, given: Ids = {}): string => {
  const noun = path.split("/")[2] ?? "";
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = given[name] ?? ids[name === "id" ? noun : name];
    if (known === undefined) throw new Error(`Nothing to fill {${name}} of ${path} with`);
    return encodeURIComponent(known);
  });
};

const asForm = (fields: Record<string, unknown>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (name !== "file") form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  const file = (fields.file ?? { name: "a.txt", text: "一行字\n" }) as { name: string; text: string };
  form.set("file", new Blob([file.text], { type: "text/plain" }), file.name);
  return form;
};

/**
 * Makes a call that the owner's own people would get through with.
 * @param own body for this call, else the smallest that its schema takes
 */
export const make = (call: Call, ids: Ids, own: unknown, given: Ids = {}): Sent => {
  const query = call.query
    .filter((q) => q.required)
    .map((q) => `${q.name}=${ids[q.name] ?? sample(q.schema)}`);
  const path = fillPath(call.path, ids, given) + (query.length > 0 ? `?${query.join("&")}` : "");
  const { method, sends } = call;
  if (sends === null || method === "GET") return { method, path, type: null, body: undefined };
  const text = typeof own === "string" ? own : fill(JSON.stringify(own ?? sample(call.schema)), ids);
  if (sends === "multipart/form-data")
    return { method, path, type: null, body: asForm(JSON.parse(text) as Record<string, unknown>) };
  return { method, path, type: sends, body: text };
};
