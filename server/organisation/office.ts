// Founds an office with nothing in it but its first administrator; the rest is set up by hand.
import { streamId } from "#server/log/stream-id.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { OrganisationFile } from "./file.ts";
import { found } from "./found.ts";

/** What is known of an office at its founding. */
export type Office = {
  code: string;
  name: string;
  timeZone: string;
  /** What the administrator's post is called. */
  post: string;
  administrator: {
    member: string;
    name: string;
    username: string;
    number: string | null;
    phone: string | null;
  };
};

const working: [string, string][] = [
  ["09:00", "12:00"],
  ["13:00", "18:00"],
];

const fileOf = ({ code, name, timeZone, post }: Office): OrganisationFile => ({
  organisation: code,
  name,
  timeZone,
  rehearsal: false,
  first: false,
  week: { "1": working, "2": working, "3": working, "4": working, "5": working, "6": [], "7": [] },
  head: "admin",
  posts: [{ key: "admin", name: post, grants: ["admin"] }],
  departments: [],
  members: [],
  adopts: [],
  figures: {},
  roles: {},
  customers: [],
});

/**
 * Founds the office.
 * @param first what must hold, and what is written with it, inside the transaction: a throw undoes everything
 * @returns false where an office of this code is there already; nothing was done then
 */
export const foundOffice = async (
  world: World,
  office: Office,
  first: (unit: Unit) => Promise<void>,
): Promise<boolean> => {
  let begun = false;
  const { member, name, username, number, phone } = office.administrator;
  const data = { member, name, username, number, phone, email: null, posts: ["admin"], department: null };
  const joined = {
    stream: streamId(office.code, "staff", member),
    kind: "staff",
    run: 0,
    events: [{ type: "staff.joined", data, by: member }],
  };
  try {
    const begin = async (unit: Unit): Promise<void> => {
      await first(unit);
      begun = true;
    };
    await found(world, fileOf(office), null, { first: begin, joining: [joined] });
    return begun;
  } catch (error) {
    // Its row is named before the transaction; without a founding it must not stay.
    await world.side.query("delete from shouwen.organisation where org = $1 and not loaded", [office.code]);
    throw error;
  }
};
