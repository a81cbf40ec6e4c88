// Whom the organisation serves: personal data, masked unless disclosed, erasable.
import { asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type CustomerState = Facts & {
  name: string | null;
  phone: string | null;
  address: string | null;
  erased: boolean;
};

const initial: CustomerState = { name: null, phone: null, address: null, erased: false };

const evolve = (s: CustomerState, e: StreamEvent): CustomerState => {
  if (e.type === "personal-data.erased") return { ...initial, erased: true };
  if (e.type !== "customer.registered" && e.type !== "customer.amended") return s;
  const given = (field: "name" | "phone" | "address") => (field in e.data ? asText(e.data[field]) : s[field]);
  return { ...s, name: given("name"), phone: given("phone"), address: given("address") };
};

const fields = ["name", "phone", "address"];
export const customerKind: StreamKind<CustomerState> = {
  name: "customer",
  initial,
  evolve,
  personal: { "customer.registered": fields, "customer.amended": fields, "customer.revealed": ["reason"] },
};

/** Digits of a phone number with a country prefix taken off, for finding the same caller again. */
export const phoneKey = (phone: string): string =>
  phone.replace(/\D/g, "").replace(/^(?:0086|86)(?=1\d{10}$)/, "");

/** `13900000001` → `139****0001`; short numbers keep two digits. */
export const maskPhone = (phone: string): string => {
  const digits = phone.replace(/\s/g, "");
  return digits.length >= 8
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `${digits.slice(0, 1)}***${digits.slice(-1)}`;
};

/** Keeps the first half of an address (the estate, the building), hides the door. */
export const maskAddress = (address: string): string => {
  const chars = [...address];
  return `${chars.slice(0, Math.min(6, Math.floor(chars.length / 2))).join("")}****`;
};
