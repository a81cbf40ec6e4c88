// Somebody who works here, from joining to leaving; what is personal can be erased once they are gone.
import { asText, asTexts, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";

export type StaffState = Facts & {
  /** The member's id; null before they joined. */
  member: string | null;
  /** Null once erased. */
  name: string | null;
  username: string | null;
  phone: string | null;
  email: string | null;
  /** Employee number. */
  number: string | null;
  posts: string[];
  department: string | null;
  /** No longer here: holds no post, and nothing is given to them. */
  left: boolean;
};

const initial: StaffState = {
  member: null,
  name: null,
  username: null,
  phone: null,
  email: null,
  number: null,
  posts: [],
  department: null,
  left: false,
};

const personal = ["name", "username", "phone", "email", "number"] as const;

/** Only what the event carries; null takes away. */
const given = (data: Facts): Partial<StaffState> => {
  const fields: Partial<StaffState> = {};
  for (const f of [...personal, "department"] as const) if (f in data) fields[f] = asText(data[f]);
  if ("posts" in data) fields.posts = asTexts(data.posts);
  return fields;
};

const evolve = (s: StaffState, e: StreamEvent): StaffState => {
  if (e.type === "staff.joined")
    return { ...initial, ...given(e.data), member: asText(e.data.member) ?? s.member };
  if (e.type === "staff.changed") return { ...s, ...given(e.data) };
  if (e.type === "staff.left") return { ...s, posts: [], department: null, left: true };
  if (e.type === "staff.returned") return { ...s, ...given(e.data), left: false };
  return s;
};

export const staffKind: StreamKind<StaffState> = {
  name: "staff",
  initial,
  evolve,
  personal: {
    "staff.joined": personal,
    "staff.changed": personal,
    "staff.left": ["reason"],
    "staff.returned": ["reason"],
  },
};
