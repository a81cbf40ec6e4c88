// An office with one of everything, so that each call has something to be tried on.
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, type Person } from "../office.ts";
import { edition, regulation } from "../paper-trial.ts";
import { spares } from "./spare.ts";
import type { Ids } from "./tried.ts";

/** The organisation whose things are tried; a rehearsal, so that its recurring duties come at once. */
export const home = "yanlian";

const upload = async (
  office: Office,
  who: Person,
  path: string,
  fields: Record<string, string>,
  file: File,
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file, file.name);
  const headers = { cookie: who.cookie, origin: office.address };
  const answer = await fetch(office.address + path, { method: "POST", headers, body: form });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as { id: string };
};

/** A day later the first recurring duty has come. */
const dutyOf = async (admin: Person): Promise<string> => {
  await admin.post("/api/rehearsal/advance", { by: "P1D" });
  const { body } = await admin.get<{ items: { id: string }[] }>("/api/duties");
  if (!body.items[0]) throw new Error("No duty was raised");
  return body.items[0].id;
};

/** The receipt of somebody's erasure. */
const receiptOf = async (office: Office, admin: Person): Promise<string> => {
  const reception = await office.signIn(`${home}.reception`);
  const { body } = await reception.post<CaseWhole>(
    "/api/cases",
    complaint({ customer: { name: "要被忘记的人", phone: "13911112222" } }),
  );
  await reception.act(body.id, "withdraw", { reason: "住户撤回" });
  const erased = await admin.post(`/api/customers/${body.customer.id}/erase`, { reason: "本人要求" });
  if (erased.status !== 200) throw new Error(`No receipt: ${JSON.stringify(erased.body)}`);
  const { items } = (await admin.get<{ items: { id: string }[] }>("/api/erasures")).body;
  return items[0]?.id ?? "none";
};

/** What every post shares: ids of lasting things, and a regulation with papers that stand alone. */
export const furnish = async (office: Office): Promise<Ids> => {
  const admin = await office.signIn(`${home}.admin`);
  const trial = edition.replace(`regulation: ${regulation}`, "regulation: paper-trial");
  const { now } = (await admin.get<{ now: string }>("/api/rehearsal")).body;
  const today = new Date(now).toLocaleDateString("sv", { timeZone: "Asia/Shanghai" });
  const put = await admin.put(`/api/regulations/paper-trial/editions/${today}`, trial, {
    "content-type": "text/yaml",
    reason: "trial",
  });
  if (put.status !== 200) throw new Error(`The trial: ${JSON.stringify(put.body)}`);
  await admin.post("/api/rehearsal/reset", { at: now, regulations: [regulation, "paper-trial"] });
  const duties = await dutyOf(admin);
  const mapping = JSON.stringify({ kind: "complaint", columns: { title: "标题", receivedAt: "时间" } });
  const rows = new File(["标题,时间\n更旧的投诉,2026-01-05 10:00\n"], "old.csv", { type: "text/csv" });
  const imports = await upload(office, admin, "/api/imports", { mapping }, rows);
  const beginning = await admin.get<string>(`/api/regulations/${regulation}/editions/beginning`);
  const unknown = "00000000-0000-4000-8000-000000000000";
  return {
    imports: imports.id,
    duties,
    regulations: regulation,
    regulation,
    backtests: unknown,
    erasures: await receiptOf(office, admin),
    // Nobody signs in as this one afterwards: what ends or closes an account is tried on it.
    member: `${home}.reception2`,
    session: unknown,
    account: unknown,
    username: "wuye.nobody",
    clause: "pm-front-office/2.9.4a",
    paper: "resident-complaint-form",
    yaml: beginning.body,
    edition: "beginning",
    date: "beginning",
  };
};

/** A matter of its own for each post that tries: with its department, signed, a clock, an approval, a file, a paper. */
export const matterFor = async (office: Office, shared: Ids): Promise<Ids> => {
  const [reception, engineering] = [
    await office.signIn(`${home}.reception`),
    await office.signIn(`${home}.engineering`),
  ];
  const { body } = await reception.post<CaseWhole>("/api/cases", complaint());
  await reception.act(body.id, "forward", { department: "engineering" });
  const matter = await engineering.act(body.id, "sign");
  const until = "2027-03-01T10:00:00+08:00";
  const obligation = clock(matter, "2.10.1c").id;
  const asked = await engineering.post<Approval>(`/api/cases/${body.id}/actions/extend`, {
    obligation,
    until,
    reason: "等配件",
  });
  if (asked.status !== 202) throw new Error(`No approval: ${JSON.stringify(asked.body)}`);
  const note = new File(["门机照片说明\n"], "note.txt", { type: "text/plain" });
  const attachment = await upload(office, reception, `/api/cases/${body.id}/attachments`, {}, note);
  const alone = await reception.post<{ id: string }>("/api/papers", {
    paper: "visitors",
    fields: { visitor: "王先生" },
  });
  const notices = await engineering.get<{ items: { id: string }[] }>("/api/notices");
  const admin = await office.signIn(`${home}.admin`);
  return {
    ...shared,
    ...(await spares(admin, body.id)),
    cases: body.id,
    customers: matter.customer.id ?? "",
    approvals: asked.body.id,
    attachment: attachment.id,
    papers: alone.body.id,
    obligation,
    notice: notices.body.items[0]?.id ?? "none",
  };
};
