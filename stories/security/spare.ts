// People, posts and things of an office that nobody misses when a story tries to take them away.
import { setTimeout as sleep } from "node:timers/promises";
import type { Office, Person } from "../office.ts";
import { signInAt } from "../office.ts";
import type { Ids } from "./tried.ts";

const made = async <T>(who: Person, path: string, body: unknown): Promise<T> => {
  const answer = await who.post<T>(path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** What goes on behind must not be taken for what a try has changed. */
const whole = async (admin: Person, id: string): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await admin.get<{ items: { id: string; state: string }[] }>("/api/backups");
    if (body.items.find((job) => job.id === id)?.state !== "running") return;
    await sleep(100);
  }
  throw new Error("The audit bundle was not finished within a minute");
};

let numbered = 7000;

/** Somebody with a post of their own, a department, a hold and an API key, for one round of tries. */
export const spares = async (admin: Person, matter: string): Promise<Ids> => {
  const number = String(numbered++);
  const post = await made<{ key: string }>(admin, "/api/posts", { name: `备岗${number}`, grants: [] });
  const department = await made<{ key: string }>(admin, "/api/departments", { name: `备部${number}` });
  const staff = await made<{ id: string }>(admin, "/api/staff", { name: `备员${number}`, number });
  const hold = await made<{ id: string }>(admin, "/api/holds", {
    stream: matter,
    paper: null,
    reason: "诉讼",
  });
  const key = await made<{ id: string }>(admin, "/api/account/keys", { name: `接口${number}` });
  const backup = await made<{ id: string }>(admin, "/api/backups", { kind: "audit" });
  await whole(admin, backup.id);
  return {
    staff: staff.id,
    member: staff.id,
    holds: hold.id,
    account: key.id,
    backups: backup.id,
    ticket: "none",
    session: "none",
    username: "wuye.gm",
    number: `${number}1`,
    sparePost: post.key,
    spareDepartment: department.key,
  };
};

/** An auditor: a post that reads everything and changes nothing. */
export const hireAuditor = async (office: Office, admin: Person): Promise<Person> => {
  const post = await made<{ key: string }>(admin, "/api/posts", { name: "审计", grants: ["audit"] });
  const staff = await made<{ id: string; username: string }>(admin, "/api/staff", {
    name: "审计员",
    number: "8001",
    posts: [post.key],
  });
  const { password } = await made<{ password: string }>(
    admin,
    `/api/accounts/${staff.id}/starting-password`,
    {},
  );
  const first = await signInAt(office.address, staff.username, password);
  const own = "an-auditor-reads-9";
  await made(first, "/api/account/password", { old: password, new: own });
  return signInAt(office.address, staff.username, own);
};
