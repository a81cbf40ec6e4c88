// Where one can go, in the order of a day's work, and who sees it.
import type { CountsKey } from "../counts.ts";
import {
  hasDepartment,
  type Me,
  mayBackUp,
  mayEditOffice,
  mayEditRegulation,
  mayEditRoles,
  mayEditStaff,
  mayErase,
  mayImport,
  mayReadDelivery,
  mayReadHealth,
  mayRegister,
  maySeeKeeping,
} from "../me.ts";

const anyone = () => true;
const isRehearsal = (me: Me): boolean => me.organisation.rehearsal;
export type Counted = CountsKey | "toSign" | "papers";
/** What a place is for: the day's work, the rules by which it goes, or the office itself. */
export const groups = ["day", "rules", "office"] as const;
type Group = (typeof groups)[number];
type Place = {
  to: string;
  name: string;
  group: Group;
  count?: Counted;
  seen: (me: Me) => boolean;
  key?: string;
};

export const places = [
  { to: "/", name: "desk", group: "day", count: "mine", seen: anyone, key: "1" },
  { to: "/register", name: "register", group: "day", seen: mayRegister, key: "n" },
  { to: "/cases", name: "cases", group: "day", seen: anyone, key: "2" },
  { to: "/inbox", name: "inbox", group: "day", count: "toSign", seen: hasDepartment, key: "3" },
  { to: "/approvals", name: "approvals", group: "day", count: "approvals", seen: anyone, key: "4" },
  { to: "/overdue", name: "overdue", group: "day", count: "overdue", seen: anyone, key: "5" },
  { to: "/duties", name: "duties", group: "day", seen: anyone, key: "7" },
  { to: "/papers", name: "papers", group: "day", count: "papers", seen: anyone, key: "8" },
  { to: "/notices", name: "notices", group: "day", seen: anyone, key: "6" },
  { to: "/customers", name: "customers", group: "day", seen: anyone },
  { to: "/words", name: "words", group: "day", seen: anyone },
  { to: "/account", name: "account", group: "day", seen: anyone },
  { to: "/help", name: "help", group: "day", seen: anyone, key: "0" },
  { to: "/regulations", name: "regulations", group: "rules", count: "acknowledgements", seen: anyone },
  { to: "/compliance", name: "compliance", group: "rules", seen: anyone },
  { to: "/import", name: "import", group: "rules", seen: mayImport },
  { to: "/roles", name: "roles", group: "rules", seen: mayEditRoles },
  { to: "/figures", name: "figures", group: "rules", seen: mayEditRegulation },
  { to: "/rehearsal", name: "rehearsal", group: "rules", seen: isRehearsal },
  { to: "/setup-list", name: "setup-list", group: "office", seen: mayEditOffice },
  { to: "/office", name: "office", group: "office", seen: mayEditOffice },
  { to: "/departments", name: "departments", group: "office", seen: mayEditOffice },
  { to: "/posts", name: "posts", group: "office", seen: mayEditOffice },
  { to: "/staff", name: "staff", group: "office", seen: mayEditStaff },
  { to: "/accounts", name: "accounts", group: "office", seen: mayEditStaff },
  { to: "/delivery", name: "delivery", group: "office", seen: mayReadDelivery },
  { to: "/health", name: "health", group: "office", seen: mayReadHealth },
  { to: "/backup", name: "backup", group: "office", seen: mayBackUp },
  { to: "/erasure", name: "erasure", group: "office", seen: mayErase },
  { to: "/retention", name: "retention", group: "office", seen: maySeeKeeping },
] as const satisfies Place[];

export const placesOf = (me: Me) => places.filter((place) => place.seen(me));
