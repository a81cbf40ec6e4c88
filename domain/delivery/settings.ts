// What an organisation has set about how notices leave the house: its section `delivery`, with what holds where nothing was set.
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { sectionOf } from "#domain/organisation/staffed.ts";

export const securities = ["tls", "starttls", "none"] as const;
export const shapes = ["wecom", "dingtalk"] as const;
export const quietModes = ["none", "closed", "daily"] as const;
export const languages = ["zh-CN", "zh-TW", "en"] as const;

export type Mail = {
  on: boolean;
  host: string;
  port: number;
  security: (typeof securities)[number];
  /** Null where the server asks for no name. */
  user: string | null;
  from: string;
};

/** A group robot; its address carries its key and is kept apart, with its signing secret. */
export type Hook = {
  id: string;
  on: boolean;
  name: string;
  shape: (typeof shapes)[number];
  /** Whose notices it gets: members of these departments or holders of these posts; nobody named means everybody. */
  departments: string[];
  posts: string[];
  /** Which notices it gets; none named means all. */
  about: string[];
};

/** `closed`: outside the hours of service; `daily`: between two times of every day, over midnight where `to` is earlier. */
export type Quiet = { mode: (typeof quietModes)[number]; from: string; to: string };

export type DeliverySettings = {
  mail: Mail;
  hooks: Hook[];
  quiet: Quiet;
  /** Severities of matters whose notices keep no quiet hours. */
  urgent: string[];
  /** Notices that keep no quiet hours, whatever they are about. */
  urgentAbout: string[];
  /** For how long the notices of one person are gathered into one message. */
  collectSeconds: number;
  language: (typeof languages)[number];
};

const initial: DeliverySettings = {
  mail: { on: false, host: "", port: 465, security: "tls", user: null, from: "" },
  hooks: [],
  quiet: { mode: "none", from: "22:00", to: "07:30" },
  urgent: ["major", "crisis"],
  urgentAbout: [],
  collectSeconds: 60,
  language: "zh-CN",
};

/** The settings as they stand; the section was checked by the contract when it was set. */
export const deliveryOf = (o: OrganisationState): DeliverySettings => ({
  ...initial,
  ...(sectionOf(o, "delivery") as Partial<DeliverySettings>),
});

/** Under which names the secrets of the section are kept. */
export const secretNames = {
  password: "mail.password",
  address: (hook: string): string => `hook.${hook}.address`,
  signing: (hook: string): string => `hook.${hook}.secret`,
} as const;
