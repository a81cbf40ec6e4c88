// A matter as it is being typed, and the registration that it becomes.
import type { Registration } from "#api/registration.ts";
import { instantOf } from "../../time.ts";

/** All text, as the controls hold it; times are local. `against` is `department:key` or `member:id`. */
export type Draft = {
  kind: Registration["kind"];
  severity: string;
  title: string;
  description: string;
  channel: Registration["channel"];
  customerId: string;
  customerShown: string;
  name: string;
  phone: string;
  address: string;
  receivedAt: string;
  lateReason: string;
  occurredAt: string;
  wantedBy: string;
  place: string;
  against: string;
  demand: string;
  amount: string;
  /** Label fields of the regulations in force. */
  labels: Record<string, string>;
};

export const emptyDraft: Draft = {
  kind: "complaint",
  severity: "",
  title: "",
  description: "",
  channel: "phone",
  customerId: "",
  customerShown: "",
  name: "",
  phone: "",
  address: "",
  receivedAt: "",
  lateReason: "",
  occurredAt: "",
  wantedBy: "",
  place: "",
  against: "",
  demand: "",
  amount: "",
  labels: {},
};

const given = (text: string): string | undefined => text.trim() || undefined;

export function againstOf(against: string): Registration["against"] {
  const [what, ...rest] = against.split(":");
  const who = rest.join(":");
  if (!who) return undefined;
  return what === "department" ? { department: who } : { member: who };
}

const labelsOf = (draft: Draft): Registration["labels"] => {
  const filled = Object.entries(draft.labels ?? {}).filter(([, value]) => value !== "");
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
};

export function toRegistration(draft: Draft): Registration {
  const customer = draft.customerId
    ? { id: draft.customerId }
    : { name: given(draft.name), phone: given(draft.phone), address: given(draft.address) };
  return {
    kind: draft.kind,
    severity: (draft.severity || undefined) as Registration["severity"],
    title: draft.title.trim(),
    description: draft.description,
    channel: draft.channel,
    customer,
    receivedAt: instantOf(draft.receivedAt),
    lateReason: given(draft.lateReason),
    occurredAt: instantOf(draft.occurredAt),
    wantedBy: instantOf(draft.wantedBy),
    place: given(draft.place),
    against: againstOf(draft.against),
    demand: given(draft.demand),
    amount: draft.amount.trim() ? Number(draft.amount) : undefined,
    labels: labelsOf(draft),
  };
}

const fiveMinutes = 300_000;

/** Received so long ago that the reason for registering late is asked. */
export function isLate(draft: Draft, now: number): boolean {
  const received = instantOf(draft.receivedAt);
  return received !== undefined && now - Date.parse(received) > fiveMinutes;
}

/** The form's fields that are still blank; they never keep a matter from being registered. */
export function blanks(draft: Draft): string[] {
  const reachable = draft.customerId || draft.phone.trim() || draft.address.trim();
  const values: [string, unknown][] = [
    ["description", draft.description.trim()],
    ["customer", reachable],
  ];
  if (draft.kind === "complaint") {
    values.push(["occurredAt", draft.occurredAt], ["place", draft.place.trim()]);
    values.push(["against", draft.against], ["demand", draft.demand.trim()]);
  }
  return values.filter(([, value]) => !value).map(([field]) => field);
}
