// Callers that register and handle complaints without rest, each command sent again under its key until it is answered.
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseWhole } from "#api/case.ts";
import { type Answer, complaint, type Person, signInAt } from "./office.ts";

/** One complaint whose registration was acknowledged, and what else was. */
export type Told = { marker: string; id: string; acts: string[]; wantedBy: number | null };

export type Load = {
  told: Told[];
  /** Answers that nobody should get: neither good, nor 503, nor a broken connection. */
  faults: string[];
  /** Answered 2xx. */
  acknowledged: () => number;
  /** Good answers that an earlier, unheard one had given already. */
  replays: () => number;
  /** What was sent and has no answer yet. */
  waiting: () => string[];
  /** Waits until so many more commands were acknowledged than now. */
  served: (more: number, withinMs: number) => Promise<number>;
  /** Lets everybody finish what they are at. */
  stop: () => Promise<void>;
  /** Nobody sends anything any more. */
  abandon: () => void;
};

export type People = { reception: Person; engineering: Person };
export const peopleOf = async (address: string): Promise<People> => ({
  reception: await signInAt(address, "wuye.reception"),
  engineering: await signInAt(address, "wuye.engineering"),
});

const pauseMs = 50;
/** A command unanswered for this long is a fault of its own. */
const patienceMs = 60_000;

export const registration = (marker: string, wantedBy: number | null) =>
  complaint({
    severity: "minor",
    title: marker,
    customer: { name: "负载测试", phone: `139${String(Math.abs(hash(marker)) % 40).padStart(8, "0")}` },
    ...(wantedBy === null ? {} : { wantedBy: new Date(wantedBy).toISOString() }),
  });

/** Some callers share a telephone, so that the same customer is found and made at once. */
const hash = (text: string): number => [...text].reduce((h, c) => (h * 31 + (c.codePointAt(0) ?? 0)) | 0, 7);

type Send = () => Promise<Answer<CaseWhole>>;
type Count = {
  acknowledged: number;
  replays: number;
  running: boolean;
  abandoned: boolean;
  waiting: Set<string>;
};

/** Sends until there is an answer other than 503; null for a fault. */
const persist = async (
  count: Count,
  faults: string[],
  what: string,
  send: Send,
): Promise<CaseWhole | null> => {
  const until = performance.now() + patienceMs;
  count.waiting.add(what);
  using _ = { [Symbol.dispose]: () => void count.waiting.delete(what) };
  for (;;) {
    const late = sleep(patienceMs, null, { ref: false });
    const answer = await Promise.race([send().catch(() => null), late]);
    if (answer && answer.status < 300) {
      count.acknowledged += 1;
      if (answer.headers.get("idempotency-replayed") === "true") count.replays += 1;
      return answer.body;
    }
    if (answer && answer.status !== 503) {
      faults.push(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
      return null;
    }
    if (count.abandoned || performance.now() > until) {
      faults.push(`${what}: no answer within ${patienceMs} ms`);
      return null;
    }
    await sleep(50);
  }
};

const handle = async (
  p: People,
  told: Told,
  send: (who: Person, action: string, body: unknown) => Promise<boolean>,
) => {
  const steps: [Person, string, string, unknown][] = [
    [p.reception, "forward", "case.forwarded", { department: "engineering" }],
    [p.engineering, "sign", "case.signed", {}],
    [p.reception, "report", "case.reported", { to: "manager" }],
    [p.engineering, "investigate", "case.investigated", { finding: `${told.marker} 已到现场查看` }],
  ];
  for (const [who, action, type, body] of steps) {
    if (!(await send(who, action, body))) return;
    told.acts.push(type);
    await sleep(pauseMs);
  }
};

/**
 * Starts the callers.
 * @param callers how many at once
 * @param name stands in every title, so that two loads on one database are told apart
 */
export const startLoad = (people: People, callers: number, name: string): Load => {
  const told: Told[] = [];
  const faults: string[] = [];
  const count: Count = {
    acknowledged: 0,
    replays: 0,
    running: true,
    abandoned: false,
    waiting: new Set(),
  };

  const caller = async (n: number): Promise<void> => {
    for (let i = 0; count.running; i++) {
      const marker = `${name}-${n}-${i}`;
      const wantedBy = i % 3 === 0 ? Date.now() + 2000 + ((i * 977) % 4000) : null;
      const key = { "idempotency-key": marker };
      const body = registration(marker, wantedBy);
      const matter = await persist(count, faults, `register ${marker}`, () =>
        people.reception.post("/api/cases", body, key),
      );
      if (!matter) continue;
      const one: Told = { marker, id: matter.id, acts: [], wantedBy };
      told.push(one);
      await sleep(pauseMs);
      await handle(people, one, async (who, action, input) => {
        const path = `/api/cases/${one.id}/actions/${action}`;
        return (
          (await persist(count, faults, `${action} ${marker}`, () => who.post(path, input, key))) !== null
        );
      });
    }
  };
  const all = Array.from({ length: callers }, (_, n) => caller(n));
  return {
    told,
    faults,
    acknowledged: () => count.acknowledged,
    replays: () => count.replays,
    waiting: () => [...count.waiting],
    served: async (more, withinMs) => {
      const [from, wanted] = [performance.now(), count.acknowledged + more];
      while (count.acknowledged < wanted) {
        if (performance.now() - from > withinMs)
          throw new Error(
            `Only ${more - wanted + count.acknowledged} of ${more} served within ${withinMs} ms.`,
          );
        await sleep(10);
      }
      return performance.now() - from;
    },
    stop: async () => {
      count.running = false;
      await Promise.all(all);
    },
    abandon: () => {
      count.running = false;
      count.abandoned = true;
    },
  };
};
