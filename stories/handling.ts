// Takes a matter from its registration to the archive as people would: what a clause asks for on the way is done.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { programDir } from "#server/config.ts";
import type { Person } from "./office.ts";

/** Everybody of an organisation by post. */
export type People = ReadonlyMap<string, Person>;

type Paper = CaseWhole["papers"][number];
type Problem = { detail?: string; clause?: string };

const drawing = readFileSync(join(programDir, "histories", "signature.png")).toString("base64");

const valueFor = (type: string | null, of: readonly string[], people: People): unknown => {
  const now = new Date().toISOString();
  if (type === "number" || type === "money") return 1;
  if (type === "date") return now.slice(0, 10);
  if (type === "time") return "09:30";
  if (type === "instant") return now;
  if (type === "choice") return of[0];
  if (type === "many") return of.slice(0, 1);
  if (type === "yes-no") return false;
  if (type === "phone") return "13900000000";
  if (type === "member") return [...people.keys()][0];
  return "按规定办理";
};

/** Tries everybody until somebody may. */
const somebody = async (
  people: People,
  act: (p: Person) => Promise<{ status: number; body: unknown }>,
): Promise<{ status: number; body: unknown }> => {
  let last = { status: 0, body: {} as unknown };
  for (const p of people.values()) {
    const answer = await act(p);
    if (answer.status < 300) return answer;
    // Whoever may act hears of the rule, the others only that they may not.
    if (answer.status !== 403 || last.status === 0) last = answer;
  }
  return last;
};

const complete = async (people: People, id: string, paper: Paper): Promise<void> => {
  const path = `/api/cases/${id}/papers/${paper.key}`;
  if (paper.blank.length > 0) {
    const blank = paper.fields.filter((f) => paper.blank.includes(f.field) && f.type !== null);
    const fields = Object.fromEntries(blank.map((f) => [f.field, valueFor(f.type, f.of, people)]));
    if (blank.length > 0)
      await somebody(people, (p) =>
        p.put(path, JSON.stringify({ fields }), { "content-type": "application/json" }),
      );
  }
  for (const { step, customer } of paper.steps)
    await somebody(people, (p) => p.post(`${path}/sign`, { step, ...(customer ? { drawing } : {}) }));
};

/** Does what a clause may be waiting for. */
const oblige = async (people: People, id: string, said: string): Promise<void> => {
  const [first] = people.values();
  const matter = await first?.case(id);
  if (!matter) return;
  for (const paper of matter.papers) if (paper.state !== "completed") await complete(people, id, paper);
  for (const { field, options } of matter.labelFields)
    if (said.includes(field) && options[0]) {
      const labels = { [field]: options[0].value };
      await somebody(people, (p) => p.post(`/api/cases/${id}/actions/grade`, { labels }));
    }
  const member = [...people.keys()][0];
  const also: [string, unknown][] = [
    ["assign", { member }],
    ["confirm", { satisfied: true, rating: 5 }],
  ];
  for (const [action, body] of also)
    await somebody(people, (p) => p.post(`/api/cases/${id}/actions/${action}`, body));
};

/** Does one thing to a matter; where a clause refuses, what it asks for is done first; where it waits, it is granted. */
const manage = async (people: People, id: string, action: string, body: unknown): Promise<void> => {
  let said = "";
  for (let tries = 0; tries < 3; tries++) {
    const answer = await somebody(people, (p) => p.post(`/api/cases/${id}/actions/${action}`, body));
    if (answer.status === 200) return;
    if (answer.status === 202) {
      const { id: approval } = answer.body as Approval;
      for (let step = 0; step < 3; step++)
        await somebody(people, (p) => p.post(`/api/approvals/${approval}/approve`, {}));
      return;
    }
    said = JSON.stringify(answer.body as Problem);
    await oblige(people, id, said);
  }
  throw new Error(`${action}: ${said}`);
};

/**
 * Registers a matter and takes it to the archive.
 * @returns the matter as it is archived
 * @throws Error with the clause where nobody can take it further
 */
export const handle = async (
  people: People,
  department: string,
  given: { kind: string; severity?: string },
): Promise<CaseWhole> => {
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  const form = { channel: "phone", description: "事情经过", place: "大厅", demand: "尽快处理", occurredAt };
  const customer = { name: "陈试", phone: "13912340000", address: "一号" };
  const body = { ...form, ...given, title: "从登记到归档", customer, against: { department } };
  const registered = await somebody(people, (p) => p.post("/api/cases", body));
  const { id } = registered.body as CaseWhole;
  if (!id) throw new Error(`register: ${JSON.stringify(registered.body)}`);
  await manage(people, id, "forward", { department });
  await manage(people, id, "sign", {});
  await manage(people, id, "investigate", { finding: "已经查明" });
  await manage(people, id, "resolve", { outcome: "处理完毕" });
  await manage(people, id, "inform", { means: "phone", text: "亲，您好，已经处理好了。" });
  await manage(people, id, "confirm", { satisfied: true, rating: 5 });
  await manage(people, id, "close", {});
  const [first] = people.values();
  if (!first) throw new Error("Nobody is there.");
  return first.case(id);
};
