// Work at a steady pace: whole lives of complaints, each act at its time; a title tells which life it is.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { complaint } from "../../stories/office.ts";
import { signIn } from "../server.ts";

const acts: readonly [who: string, action: string, body: Record<string, unknown>][] = [
  ["reception2", "forward", { department: "engineering" }],
  ["engineering", "sign", {}],
  ["reception2", "report", { to: "manager" }],
  ["manager", "report", { to: "gm" }],
  ["engineering", "note", { text: "已到现场查看，门机皮带老化，联系维保单位更换，预计明日上午到货。" }],
  ["engineering", "resolve", { outcome: "更换门机皮带，已试运行两小时，未再出现困人。" }],
  ["engineering", "hand-back", {}],
  ["reception2", "report", { to: "manager" }],
  ["reception2", "inform", { means: "phone", text: "已更换门机，当面致歉。" }],
  ["reception2", "close", {}],
];

/** What stands in a title, so that a window can tell which life a row belongs to. */
export const mark = (n: number): string => `【${n}】`;

/** When each life was acknowledged as registered and as forwarded (Date.now), and how long the answers took. */
export type Work = {
  acts: number;
  seconds: number;
  registered: Map<number, number>;
  forwarded: Map<number, number>;
  took: number[];
  /** Brings to their end the lives that were cut short; not measured. */
  finish: () => Promise<void>;
};

export type Workers = {
  /** Lives at so many acts a second. */
  work: (rate: number, seconds: number) => Promise<Work>;
  /** Registers and forwards some matters and leaves them open, so that there is something on the desks. */
  leaveOpen: (most: number) => Promise<void>;
};

/** A house that was kept has the marks of earlier runs. */
let next = Date.now();
/** People who work; to be signed in once. */
export const workers = async (address: string): Promise<Workers> => {
  const agent = new Agent({ keepAlive: true });
  const cookies = new Map<string, string>();
  for (const who of ["reception2", "engineering", "manager"])
    cookies.set(who, await signIn(address, `wuye.${who}`));
  const post = (who: string, path: string, body: unknown): Promise<{ id: string }> =>
    new Promise((resolve, reject) => {
      const headers = { cookie: cookies.get(who) ?? "", origin: address, "content-type": "application/json" };
      const sent = request(address + path, { method: "POST", headers, agent, timeout: 30_000 }, (answer) => {
        let text = "";
        answer.on("data", (piece: Buffer) => {
          text += piece;
        });
        answer.on("end", () =>
          (answer.statusCode ?? 500) < 300
            ? resolve(JSON.parse(text))
            : reject(new Error(`${path}: ${text}`)),
        );
      });
      sent.on("timeout", () => sent.destroy(new Error(`${path}: no answer`)));
      sent.on("error", reject);
      sent.end(JSON.stringify(body));
    });

  const leaveOpen = async (most: number): Promise<void> => {
    for (let n = 0; n < most; n++) {
      const { id } = await post("reception2", "/api/cases", complaint({ title: `电梯困人，第${n + 1}次` }));
      await post("reception2", `/api/cases/${id}/actions/forward`, { department: "engineering" });
    }
  };
  const work: Workers["work"] = async (rate, seconds) => {
    const left: (() => Promise<unknown>)[] = [];
    const finish = async (): Promise<void> => {
      for (const act of left) await act();
    };
    const done: Work = { acts: 0, seconds: 0, registered: new Map(), forwarded: new Map(), took: [], finish };
    const timed = async <T>(work: Promise<T>): Promise<T> => {
      const from = performance.now();
      const answer = await work;
      done.took.push(performance.now() - from);
      done.acts++;
      return answer;
    };
    // Whoever comes takes the next moment; nobody waits for another, so a slow server does not slow the pace.
    const from = performance.now();
    const until = from + seconds * 1000;
    let slot = 0;
    const turn = async (): Promise<boolean> => {
      const at = from + (++slot * 1000) / rate;
      await wait(Math.max(0, at - performance.now()));
      return performance.now() < until;
    };
    const live = async (): Promise<void> => {
      const n = next++;
      const customer = {
        name: `住户${n}`,
        phone: String(13_000_000_000 + (n % 900_000_000)),
        address: `${1 + (n % 40)}号楼`,
      };
      const body = complaint({ title: `电梯困人${mark(n)}`, customer });
      const { id } = await timed(post("reception2", "/api/cases", body));
      done.registered.set(n, Date.now());
      let ended = false;
      for (const [who, action, given] of acts) {
        const act = () => post(who, `/api/cases/${id}/actions/${action}`, given);
        ended ||= !(await turn());
        if (ended) {
          left.push(act);
          continue;
        }
        await timed(act());
        if (action === "forward") done.forwarded.set(n, Date.now());
      }
    };
    const one = async (): Promise<void> => {
      while (await turn()) await live();
    };
    await Promise.all(Array.from({ length: rate }, one));
    done.seconds = (performance.now() - from) / 1000;
    return done;
  };
  return { work, leaveOpen };
};
