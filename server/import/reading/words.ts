// The words by which tables from elsewhere call channels and severities, in Chinese and English.
import { channels, severities } from "#domain/case/values.ts";

/** How tables call a channel. */
export const channelWords: Record<string, (typeof channels)[number]> = {
  ...Object.fromEntries(channels.map((c) => [c, c])),
  ...{
    电话: "phone",
    来电: "phone",
    热线: "phone",
    来访: "visit",
    上门: "visit",
    面谈: "visit",
    前台: "visit",
  },
  ...{
    微信: "chat",
    在线: "chat",
    在线客服: "chat",
    聊天: "chat",
    邮件: "email",
    电子邮件: "email",
    邮箱: "email",
  },
  ...{
    信函: "letter",
    来信: "letter",
    信件: "letter",
    传真: "fax",
    网站: "web",
    网络: "web",
    网上: "web",
    网页: "web",
  },
  ...{ 现场: "field", 巡查: "field" },
  ...{ telephone: "phone", call: "phone", "in person": "visit", counter: "visit", "online chat": "chat" },
  ...{ "e-mail": "email", mail: "letter", post: "letter", "web site": "web", website: "web", online: "web" },
  ...{ "on the spot": "field", "on site": "field" },
};

/** How tables call a severity. */
export const severityWords: Record<string, (typeof severities)[number]> = {
  ...Object.fromEntries(severities.map((s) => [s, s])),
  ...{ 轻微: "minor", 一般: "minor", 普通: "minor", 重要: "important", 严重: "important", 重大: "major" },
  ...{ 特别重大: "crisis", 危机: "crisis" },
};
