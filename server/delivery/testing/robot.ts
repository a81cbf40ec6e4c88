// A group robot on this machine, in the shape of either kind; it checks a signature as the real one does.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Heard = {
  msgtype: string;
  text: { content: string; mentioned_mobile_list?: string[] };
  at?: { atMobiles: string[] };
};

export type RobotServer = {
  /** With the key in it. */
  address: string;
  heard: Heard[];
  /** What it answers instead of taking the message. */
  answers: { status: number; body: string; location?: string } | null;
  /** How many requests came, refused ones too. */
  asked: number;
  close: () => Promise<void>;
};

export const key = "2f6f7a1c-robot-key-9e1d";

const isSigned = (url: URL, secret: string): boolean => {
  const timestamp = url.searchParams.get("timestamp") ?? "";
  const wanted = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
  return Math.abs(Date.now() - Number(timestamp)) < 3_600_000 && url.searchParams.get("sign") === wanted;
};

/** @param secret where given, what is not signed with it is refused as DingTalk does */
export const startRobot = async (secret?: string): Promise<RobotServer> => {
  const it = { heard: [] as Heard[], answers: null as RobotServer["answers"], asked: 0 };
  const server = createServer((request, response) => {
    it.asked += 1;
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://robot");
      const say = (status: number, body: string, location?: string): void => {
        response.writeHead(status, {
          "content-type": "application/json",
          ...(location ? { location } : {}),
        });
        response.end(body);
      };
      if (it.answers) return say(it.answers.status, it.answers.body, it.answers.location);
      if (url.searchParams.get("key") !== key)
        return say(200, '{"errcode":93000,"errmsg":"invalid webhook url"}');
      if (secret !== undefined && !isSigned(url, secret))
        return say(200, '{"errcode":310000,"errmsg":"sign not match"}');
      it.heard.push(JSON.parse(Buffer.concat(parts).toString()) as Heard);
      return say(200, '{"errcode":0,"errmsg":"ok"}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return Object.assign(it, { address: `http://127.0.0.1:${port}/cgi-bin/send?key=${key}`, close });
};
