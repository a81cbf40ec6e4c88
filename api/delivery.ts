// Notices that leave the house: how they go out, what became of each, a trial of a channel, and what a member wants.
import { z } from "zod";
import { abouts } from "#domain/delivery/about.ts";
import { languages, quietModes, securities, shapes } from "#domain/delivery/settings.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, list, page, severity, text } from "./words.ts";

export const deliveryStates = ["waiting", "failed", "sent", "given-up", "skipped"] as const;
export const deliveryState = z.enum(deliveryStates);

/** One line, so that it cannot bring headers of its own. */
const line = (most: number, least = 0) => text(most, least).regex(/^[^\r\n]*$/, "one line only");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");
const about = z.enum(abouts);

const mail = z.strictObject({
  on: z.boolean(),
  host: line(253),
  port: z.number().int().min(1).max(65535),
  security: z.enum(securities),
  user: line(200).nullable(),
  /** `name@office.cn` or `The office <name@office.cn>`. */
  from: line(200),
});
const hook = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  on: z.boolean(),
  name: line(60, 1),
  shape: z.enum(shapes),
  departments: z.array(id).max(100),
  posts: z.array(id).max(100),
  about: z.array(about).max(abouts.length),
});
/** Left out keeps what is there, null takes it away; it is never shown again. */
const secret = line(2000, 1).nullable().optional();

const rest = {
  quiet: z.strictObject({ mode: z.enum(quietModes), from: time, to: time }),
  urgent: z.array(severity).max(10),
  urgentAbout: z.array(about).max(abouts.length),
  collectSeconds: z.number().int().min(0).max(3600),
  language: z.enum(languages),
};

const settings = z.object({
  mail: mail.extend({ passwordSet: z.boolean() }),
  hooks: z.array(hook.extend({ addressSet: z.boolean(), signingSet: z.boolean() })),
  ...rest,
});
export type DeliveryForm = z.infer<typeof settings>;

export const getDelivery = endpoint({
  method: "GET",
  path: "/api/delivery",
  access: "member",
  summary: "How notices leave the house, and how many are on their way; for those who administer or audit",
  output: settings.extend({
    /** Counted up to 1,000. */
    counts: z.object({
      waiting: z.number().int(),
      failed: z.number().int(),
      sent: z.number().int(),
      "given-up": z.number().int(),
      skipped: z.number().int(),
    }),
    nextAt: instant.nullable(),
    /** How many members a mail could reach. */
    reachable: z.number().int(),
    members: z.number().int(),
  }),
});
export type Delivery = z.infer<typeof getDelivery.output>;

export const putDelivery = endpoint({
  method: "PUT",
  path: "/api/delivery",
  access: "member",
  summary: "Set how notices leave the house; by the administrator",
  body: z.strictObject({
    mail: mail.extend({ password: secret }),
    hooks: z.array(hook.extend({ address: secret, signing: secret })).max(20),
    ...rest,
  }),
  output: settings,
});

export const testDelivery = endpoint({
  method: "POST",
  path: "/api/delivery/test",
  access: "member",
  summary: "Send a test message now, by the settings as they are kept; says what the other side answered",
  body: z.strictObject({
    /** `mail`, or the id of a hook. */
    channel: id,
    /** A mail address; left out it is one's own. */
    to: z.email().max(200).optional(),
  }),
  output: z.object({
    ok: z.boolean(),
    /** Why not, as a word of the record; null where it went well. */
    why: z.string().nullable(),
    /** The other side's own words. */
    answer: z.string().nullable(),
  }),
});
export type DeliveryTried = z.infer<typeof testDelivery.output>;

export const deliveryRecord = z.object({
  id: z.string(),
  state: deliveryState,
  channel: z.string(),
  recipient: z.string(),
  recipientName: z.string().nullable(),
  about: z.string().nullable(),
  clause: z.string().nullable(),
  case: z.string().nullable(),
  caseNumber: z.string().nullable(),
  urgent: z.boolean(),
  /** Put off to the end of quiet hours. */
  held: z.boolean(),
  at: instant,
  attempts: z.number().int(),
  nextAt: instant.nullable(),
  sentAt: instant.nullable(),
  /** A word; with the other side's number where it gave one (`smtp:450`, `errcode:93000`, `http:502`). */
  error: z.string().nullable(),
});
export type DeliveryRecord = z.infer<typeof deliveryRecord>;

export const listDeliveries = endpoint({
  method: "GET",
  path: "/api/deliveries",
  access: "member",
  summary: "What became of each notice that leaves the house, newest first",
  query: z.strictObject({ ...page, state: deliveryState.optional() }),
  output: list(deliveryRecord),
});

export const sendAgain = endpoint({
  method: "POST",
  path: "/api/deliveries/again",
  access: "member",
  summary: "Send one again, or (all) every one that failed or was given up; by the administrator",
  body: z.union([z.strictObject({ id: text(400, 1) }), z.strictObject({ all: z.literal("not-arrived") })]),
  output: z.object({ count: z.number().int() }),
});

const choice = z.object({
  /** Whether notices also come to me by mail. */
  mail: z.boolean(),
  /** The address that stands with me, masked; null where there is none. */
  address: z.string().nullable(),
  /** Whether the office sends mail at all. */
  offered: z.boolean(),
});
export type DeliveryChoice = z.infer<typeof choice>;

export const getDeliveryChoice = endpoint({
  method: "GET",
  path: "/api/delivery/choice",
  access: "member",
  summary: "Whether my notices also come by mail",
  output: choice,
});
export const putDeliveryChoice = endpoint({
  method: "PUT",
  path: "/api/delivery/choice",
  access: "member",
  summary: "Choose whether my notices also come by mail",
  body: z.strictObject({ mail: z.boolean() }),
  output: choice,
});
