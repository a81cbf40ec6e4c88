// Acts of every kind, done through the contract, so that a sample of an older version holds a bit of everything.
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Duty } from "#api/duty.ts";
import type { PaperAlone } from "#api/paper-alone.ts";
import { handle } from "../handling.ts";
import { type Answer, clock, complaint, type Person, signInAt } from "../office.ts";
import { edition as papers, regulation, scrawl } from "../paper-trial.ts";
import { putReturning, clause as returning } from "../returning.ts";

type Who = (post: string) => Person;
const posts = ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"];

const people = async (address: string, org: string): Promise<Map<string, Person>> => {
  const found = new Map<string, Person>();
  for (const post of posts) found.set(post, await signInAt(address, `${org}.${post}`));
  return found;
};

/** What was done, or an error with what was said. */
const done = <T>(what: string, answer: Answer<T>): T => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const matters = async (all: Map<string, Person>, who: Who): Promise<void> => {
  await handle(all, "engineering", { kind: "complaint", severity: "minor" });
  for (const kind of ["enquiry", "query", "request", "suggestion", "praise", "application"])
    done(
      kind,
      await who("reception").post(
        "/api/cases",
        complaint({ kind, severity: undefined, title: `一件${kind}` }),
      ),
    );
  const matter = done("register", await who("reception").post<CaseWhole>("/api/cases", complaint()));
  await who("reception").act(matter.id, "forward", { department: "engineering" });
  await who("engineering").act(matter.id, "sign");
  await who("engineering").act(matter.id, "pause", { reason: "awaiting-customer" });
  await who("engineering").act(matter.id, "resume");
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString();
  for (const decision of ["reject", "approve"]) {
    const shown = await who("engineering").case(matter.id);
    const asked = { obligation: clock(shown, "2.10.1c").id, until, reason: "等配件" };
    const waits = done(
      "extend",
      await who("engineering").post<Approval>(`/api/cases/${matter.id}/actions/extend`, asked),
    );
    done(decision, await who("gm").post(`/api/approvals/${waits.id}/${decision}`, { comment: "按规定办" }));
  }
};

const erased = async (who: Who): Promise<void> => {
  const customer = { name: "周要删", phone: "13911112222", address: "九号" };
  const matter = done(
    "register",
    await who("reception").post<CaseWhole>("/api/cases", complaint({ customer })),
  );
  done(
    "erase",
    await who("admin").post(`/api/customers/${matter.customer.id}/erase`, { reason: "本人要求" }),
  );
};

const written = async (address: string, who: Who): Promise<void> => {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  const headers = { "content-type": "text/yaml", reason: "trial" };
  done(
    "edition",
    await who("admin").put(`/api/regulations/${regulation}/editions/${today}`, papers, headers),
  );
  const fields = { name: "何访", phone: "13922223333", purpose: "看房", purposes: "看房" };
  const forms = done(
    "forms",
    await who("reception").get<{ items: { key: string; fields: { field: string }[] }[] }>(
      "/api/papers/forms",
    ),
  );
  for (const form of forms.items) {
    const known = Object.entries(fields).filter(([f]) => form.fields.some((x) => x.field === f));
    const opened = await who("reception").post<PaperAlone>("/api/papers", {
      paper: form.key,
      fields: Object.fromEntries(known),
    });
    const step = opened.status === 201 ? opened.body.steps?.[0]?.step : undefined;
    if (step) await who("manager").post(`/api/papers/${opened.body.id}/sign`, { step, drawing: scrawl() });
  }
  const matter = done(
    "register",
    await who("reception").post<CaseWhole>("/api/cases", complaint({ title: "有表的投诉" })),
  );
  const path = `/api/cases/${matter.id}/papers/resident-complaint-form`;
  done("fill", await who("reception").put(path, JSON.stringify({ fields: { place: "三号楼大厅" } })));
  const form = new FormData();
  form.set("file", new Blob([Buffer.from(scrawl(), "base64")], { type: "image/png" }), "照片.png");
  const sent = await fetch(`${address}/api/cases/${matter.id}/attachments`, {
    method: "POST",
    headers: { cookie: who("reception").cookie, origin: address },
    body: form,
  });
  if (sent.status !== 201) throw new Error(`attach: ${sent.status} ${await sent.text()}`);
};

const configured = async (who: Who): Promise<void> => {
  const from = new Date().toISOString();
  const to = new Date(Date.now() + 86_400_000).toISOString();
  done(
    "deputy",
    await who("gm").put("/api/deputies", JSON.stringify({ items: [{ deputy: "manager", from, to }] })),
  );
  const items = [{ for: "promptly", figure: "30 minutes" }];
  done("figures", await who("admin").put("/api/figures", JSON.stringify({ items, reason: "内部约定" })));
};

const rehearsed = async (who: Who): Promise<void> => {
  const admin = who("admin");
  await putReturning(admin, "2026-09-29T10:00:00+08:00", "2026-09-29");
  done("advance", await admin.post("/api/rehearsal/advance", { to: "2026-10-12T08:00:00+08:00" }));
  const { items } = done("duties", await who("gm").get<{ items: Duty[] }>("/api/duties?limit=200"));
  const mine = items.find((d) => d.clause === returning("1") && d.state === "open");
  if (!mine) throw new Error("No duty is open.");
  done("duty", await who("reception").post(`/api/duties/${mine.id}/done`, { text: "已查" }));
  done("advance", await admin.post("/api/rehearsal/advance", { by: "P2D" }));
  const regulations = ["pm-front-office", "property-window-handbook"];
  done("reset", await admin.post("/api/rehearsal/reset", { at: "2026-11-18T10:00:00+08:00", regulations }));
  const body = complaint({ occurredAt: "2026-11-17T20:00:00+08:00" });
  const matter = done("register", await who("reception").post<CaseWhole>("/api/cases", body));
  await who("reception").act(matter.id, "note", { text: "住户来电催问，已答复：不知道。" });
  await who("reception").act(matter.id, "forward", { department: "engineering" });
  done("advance", await admin.post("/api/rehearsal/advance", { by: "P3D" }));
};

/** Does them at a server with the demo organisations `wuye` and `yanlian`. */
export const actOfEveryKind = async (address: string): Promise<void> => {
  const [office, trial] = [await people(address, "wuye"), await people(address, "yanlian")];
  const of =
    (all: Map<string, Person>): Who =>
    (post) => {
      const one = all.get(post);
      if (!one) throw new Error(`Nobody is ${post}.`);
      return one;
    };
  await configured(of(office));
  await matters(office, of(office));
  await erased(of(office));
  await written(address, of(office));
  await rehearsed(of(trial));
};
