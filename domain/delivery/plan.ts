// Which ways a fresh notice takes out of the house, and when: one row for each.
import type { Member, OrganisationState } from "#domain/organisation/organisation.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type DeliverySettings, deliveryOf, type Hook } from "./settings.ts";
import { whenDelivered } from "./when.ts";

/** A notice as its view has it, and how grave the matter is. */
export type Told = {
  run: number;
  stream: string;
  seq: number;
  recipient: string;
  about: string;
};

/** A notice on its way by one channel: `mail`, or the id of a hook. */
export type Planned = Omit<Told, "about"> & {
  channel: string;
  /** Epoch ms. */
  at: number;
  next: number;
  held: boolean;
  urgent: boolean;
};

const serves = (hook: Hook, member: Member, about: string): boolean => {
  if (!hook.on || (hook.about.length > 0 && !hook.about.includes(about))) return false;
  if (hook.departments.length === 0 && hook.posts.length === 0) return true;
  const inDepartment = member.department !== null && hook.departments.includes(member.department);
  return inDepartment || member.posts.some((post) => hook.posts.includes(post));
};

/** The channels by which a notice goes to somebody. */
const channelsOf = (settings: DeliverySettings, member: Member, about: string): string[] => [
  ...(settings.mail.on && member.email ? ["mail"] : []),
  ...settings.hooks.filter((hook) => serves(hook, member, about)).map((hook) => hook.id),
];

/**
 * What goes out for some fresh notices; nothing from a rehearsal, and nothing to somebody who has left.
 * @param severity of the matter that they are about, where it has one
 * @param now the database's clock, epoch ms
 */
export const planned = (
  o: OrganisationState,
  calendar: Calendar,
  notices: readonly Told[],
  severity: string | null,
  now: number,
): Planned[] => {
  if (o.rehearsal || notices.length === 0 || !o.settings.delivery) return [];
  const settings = deliveryOf(o);
  return notices.flatMap(({ run, stream, seq, recipient, about }) => {
    const member = memberOf(o, recipient);
    if (!member || member.left) return [];
    const grave = severity !== null && settings.urgent.includes(severity);
    const urgent = grave || settings.urgentAbout.includes(about);
    const when = whenDelivered(urgent, settings, calendar, now, settings.collectSeconds * 1000);
    return channelsOf(settings, member, about).map((channel) => ({
      ...{ run, stream, seq, recipient, channel },
      at: now,
      next: when.at,
      held: when.held,
      urgent,
    }));
  });
};
