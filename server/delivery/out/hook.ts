// One message into a group, by the web hook of its robot.
import { createHmac } from "node:crypto";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import type { Hook } from "#domain/delivery/settings.ts";
import { NotSent, type Reached, reach } from "./address.ts";

/** A hook with what is kept apart from it. */
export type Robot = {
  shape: Hook["shape"];
  /** The whole address, with its key. */
  address: string;
  signing: string | null;
  privateToo: boolean;
};

export type Saying = { text: string; mobiles: readonly string[] };

const longestAnswer = 64 * 1024;

/** What each kind of robot wants to hear. */
const bodies: Record<Hook["shape"], (s: Saying) => unknown> = {
  wecom: ({ text, mobiles }) => ({
    msgtype: "text",
    text: { content: text, ...(mobiles.length > 0 ? { mentioned_mobile_list: mobiles } : {}) },
  }),
  dingtalk: ({ text, mobiles }) => ({
    msgtype: "text",
    text: { content: text },
    ...(mobiles.length > 0 ? { at: { atMobiles: mobiles, isAtAll: false } } : {}),
  }),
};

/** DingTalk's signature over the time, by the robot's secret. */
export const signature = (secret: string, timestamp: number): string =>
  createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");

const signed = (robot: Robot, url: URL, now: number): URL => {
  if (robot.shape !== "dingtalk" || robot.signing === null) return url;
  url.searchParams.set("timestamp", String(now));
  url.searchParams.set("sign", signature(robot.signing, now));
  return url;
};

const readUrl = (robot: Robot): URL => {
  const url = URL.canParse(robot.address) ? new URL(robot.address) : null;
  if (!url || !["https:", "http:"].includes(url.protocol)) throw new NotSent("address-wrong");
  // Its key would lie open on the way.
  if (url.protocol === "http:" && !robot.privateToo) throw new NotSent("not-encrypted");
  return url;
};

type Answered = { status: number; text: string };

const post = (url: URL, to: Reached, body: string, signal: AbortSignal): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? secure : plain;
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const request = send(
      {
        ...{ method: "POST", host: to.address, family: to.family, path: `${url.pathname}${url.search}` },
        port: url.port === "" ? undefined : Number(url.port),
        ...(url.protocol === "https:" ? { servername: host } : {}),
        headers: {
          host: url.host,
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
        },
        agent: false,
        signal,
      },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on("data", (part: Buffer) => {
          length += part.length;
          if (length > longestAnswer) request.destroy(new NotSent("answer-unknown"));
          else parts.push(part);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });

/** Both answer 200 also where they refuse: only `errcode` 0 is a yes. */
const judge = (robot: Robot, { status, text }: Answered): string => {
  const words = hide(robot, text.replace(/\s+/g, " ").slice(0, 400));
  if (status < 200 || status >= 300) throw new NotSent(`http:${status}`, words);
  let code: unknown;
  try {
    code = (JSON.parse(text) as { errcode?: unknown }).errcode;
  } catch {
    throw new NotSent("answer-unknown", words);
  }
  if (code !== 0) throw new NotSent(typeof code === "number" ? `errcode:${code}` : "answer-unknown", words);
  return words;
};

/** An answer that repeats what was sent must not show the key. */
const hide = ({ address, signing }: Robot, words: string): string => {
  const url = new URL(address);
  const keys = [address, signing, ...url.searchParams.values(), ...url.pathname.split("/")];
  return keys.reduce<string>((w, key) => (key && key.length > 7 ? w.replaceAll(key, "***") : w), words);
};

const failed = (caught: unknown): NotSent => {
  const error = caught as Error & { code?: string };
  if (error instanceof NotSent) return error;
  if (["AbortError", "TimeoutError"].includes(error.name) || error.code === "ETIMEDOUT")
    return new NotSent("timeout");
  return new NotSent(/CERT|SELF_SIGNED|VERIFY|ERR_TLS|SSL/.test(error.code ?? "") ? "tls" : "unreachable");
};

/**
 * Says something in a group. Redirections are not followed.
 * @param now epoch ms, which a signature carries
 * @returns the robot's answer, without its key
 * @throws NotSent
 */
export const sayInGroup = async (
  robot: Robot,
  saying: Saying,
  now: number,
  signal: AbortSignal,
): Promise<string> => {
  const url = signed(robot, readUrl(robot), now);
  const to = await reach(url.hostname, robot.privateToo);
  const body = JSON.stringify(bodies[robot.shape](saying));
  return judge(
    robot,
    await post(url, to, body, signal).catch((error) => {
      throw failed(error);
    }),
  );
};
