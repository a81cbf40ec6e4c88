// Where one can go, in the order of a day's work, and who sees it.
import type { CountsKey } from "../counts.ts";
import { hasDepartment, type Me, mayEditRegulation, mayEditRoles, mayImport, mayRegister } from "../me.ts";

const anyone = () => true;
const isRehearsal = (me: Me): boolean => me.organisation.rehearsal;
export type Counted = CountsKey | "toSign" | "papers";
type Place = { to: string; name: string; count?: Counted; seen: (me: Me) => boolean; key?: string };

export const places = [
  { to: "/", name: "desk", count: "mine", seen: anyone, key: "1" },
  { to: "/register", name: "register", seen: mayRegister, key: "n" },
  { to: "/cases", name: "cases", seen: anyone, key: "2" },
  { to: "/inbox", name: "inbox", count: "toSign", seen: hasDepartment, key: "3" },
  { to: "/approvals", name: "approvals", count: "approvals", seen: anyone, key: "4" },
  { to: "/overdue", name: "overdue", count: "overdue", seen: anyone, key: "5" },
  { to: "/duties", name: "duties", seen: anyone, key: "7" },
  { to: "/papers", name: "papers", count: "papers", seen: anyone, key: "8" },
  { to: "/notices", name: "notices", seen: anyone, key: "6" },
  { to: "/customers", name: "customers", seen: anyone },
  { to: "/words", name: "words", seen: anyone },
  { to: "/regulations", name: "regulations", count: "acknowledgements", seen: anyone },
  { to: "/compliance", name: "compliance", seen: anyone },
  { to: "/import", name: "import", seen: mayImport },
  { to: "/roles", name: "roles", seen: mayEditRoles },
  { to: "/figures", name: "figures", seen: mayEditRegulation },
  { to: "/rehearsal", name: "rehearsal", seen: isRehearsal },
] as const satisfies Place[];

export const placesOf = (me: Me) => places.filter((place) => place.seen(me));
