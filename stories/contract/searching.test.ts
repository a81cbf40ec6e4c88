// What a search promises: everything that holds the words, newest first, once, whatever filter and page, however frequent the words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { CaseWhole } from "#api/case.ts";
import { recordTerms } from "#domain/search/case.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { type Answer, complaint, type Office, openOffice, type Person } from "../office.ts";

type Page = { items: { id: string }[]; next: string | null };
type Kept = {
  id: string;
  at: number;
  text: string;
  customer: { id: string; name: string; phone: string };
  state: string;
  kind: string;
  holder: string;
};

let office: Office;
let reception: Person;
let kept: Kept[];

const states = ["registered", "forwarded", "closed", "closed", "closed"];
const kinds = ["complaint", "complaint", "request", "praise"];
/** Each with how many of a thousand texts hold it: from nearly all to next to none. */
const words: [string, number][] = [
  ["电", 950],
  ["电梯", 500],
  ["漏", 120],
  ["漏水", 60],
  ["井盖", 15],
  ["罕", 2],
];
const never = "鲲";
/** Hundreds within three days, and none since. */
const outage = "断";
const surnames = [..."王李张欧"];
const longAgo = "丘";
const givens = [..."伟芳娜敏静丽强磊军洋"];

/** The same figures at every run. */
let seed = 7;
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
const uuid = (n: number, kind: string): string =>
  `${kind}0000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const day = 86_400_000;

const isOutage = (n: number): boolean => n >= 4200;
// Many at one instant too, as after an import, and the years before.
const ago = (n: number): number => {
  if (isOutage(n)) return 40 * day + random(3 * day);
  if (n >= 3600) return (1600 + random(900)) * day;
  return n % 3 === 0 ? 0 : random(1500) * day + random(day);
};

const matters = (): Kept[] => {
  const customers = Array.from({ length: 700 }, (_, n) => ({
    id: uuid(n, "c"),
    name: `${pick(surnames)}${pick(givens)}${pick(givens)}`,
    phone: `138${String(10_000_000 + n * 7919).slice(-8)}`,
  }));
  // A family of hundreds, none of whom came lately.
  const family = Array.from({ length: 600 }, (_, n) => ({
    id: uuid(700 + n, "c"),
    name: `${longAgo}${pick(givens)}${pick(givens)}`,
    phone: `137${String(10_000_000 + n * 7919).slice(-8)}`,
  }));
  return Array.from({ length: 4900 }, (_, n) => ({
    id: uuid(n, "a"),
    at: Date.UTC(2026, 0, 1) - ago(n),
    text: [
      ...words.filter(([, often]) => random(1000) < often).map(([word]) => word),
      ...(isOutage(n) ? [outage] : []),
    ].join("，"),
    customer: family[n - 3600] ?? pick(customers),
    state: pick(states),
    kind: pick(kinds),
    holder: pick(["wuye.reception", "wuye.engineering"]),
  }));
};

const insert = async (table: string, template: object, rows: object[]): Promise<void> => {
  await office.running.world.side.query(
    `insert into shouwen.${table} select (jsonb_populate_record(null::shouwen.${table}, $1::jsonb || r)).* from jsonb_array_elements($2::jsonb) r`,
    [JSON.stringify(template), JSON.stringify(rows)],
  );
};

before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
  const { body } = await reception.post<CaseWhole>(
    "/api/cases",
    complaint({ title: "样", description: "样" }),
  );
  kept = matters();
  const template = async (table: string, id: string) => {
    const { rows } = await office.running.world.side.query(
      `select to_jsonb(t) as row from shouwen.${table} t where org = 'wuye' and id = $1`,
      [id],
    );
    return rows[0].row as object;
  };
  const at = (k: Kept) => new Date(k.at).toISOString();
  const terms = (titles: string[], names: string[], texts: string[]) =>
    recordTerms({ titles, names, texts }, pinyin);
  await insert(
    "case_view",
    await template("case_view", body.id),
    kept.map((k) => ({
      id: k.id,
      registered_at: at(k),
      customer: k.customer.id,
      state: k.state,
      kind: k.kind,
      holder: k.holder,
    })),
  );
  await insert(
    "case_search",
    await template("case_search", body.id),
    kept.map((k) => ({ id: k.id, registered_at: at(k), terms: terms([], [], [k.text]) })),
  );
  const customers = [...new Map(kept.map((k) => [k.customer.id, k.customer])).values()];
  await insert(
    "customer_view",
    await template("customer_view", body.customer.id),
    customers.map((c) => ({ ...c, address: "", phone_key: null, terms: terms([], [c.name], [c.phone]) })),
  );
});
after(async () => {
  const ours = { case_view: "a0%", case_search: "a0%", customer_view: "c0%" };
  for (const [table, like] of Object.entries(ours))
    await office.running.world.side.query(`delete from shouwen.${table} where id::text like $1`, [like]);
  await office.close();
});

const pages = async (path: string, limit: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let next: string | null = "", n = 0; next !== null; n++) {
    assert.ok(n < 2000, "the list does not end");
    const { status, body }: Answer<Page> = await reception.get(
      `${path}&limit=${limit}${next === "" ? "" : `&after=${next}`}`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    ids.push(...body.items.map((i) => i.id));
    next = body.next;
  }
  return ids;
};

const holds = (k: Kept, asked: string[]): boolean =>
  asked.every((w) => k.text.includes(w)) ||
  asked.every(
    (w) => k.customer.name.includes(w) || k.customer.phone.startsWith(w) || k.customer.phone.endsWith(w),
  );
const newestFirst = (a: Kept, b: Kept): number => b.at - a.at || (a.id < b.id ? 1 : -1);

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words.map(([w]) => w), never, outage, outage) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...surnames, longAgo, longAgo, "137", ...givens, "伟芳", "磊军", "138"),
  },
  { weight: 1, arbitrary: fc.nat(699).map((n) => String(10_000_000 + n * 7919).slice(-4)) },
);
const filter = fc.record(
  {
    state: fc.constantFrom(...new Set(states), "withdrawn"),
    kind: fc.constantFrom(...new Set(kinds)),
    owner: fc.constantFrom("me", "engineering"),
  },
  { requiredKeys: [] },
);

test("a search gives all that a scan of the texts gives, in order, through any filter and pages of any size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1, maxLength: 2 }),
      filter,
      fc.integer({ min: 20, max: 200 }),
      async (asked, filters, limit) => {
        const query = new URLSearchParams({ ...filters, q: asked.join(" ") });
        // But for the matter that the others were copied from.
        const found = (await pages(`/api/cases?${query}`, limit)).filter((id) => id.startsWith("a0"));
        const owner = filters.owner === "me" ? "wuye.reception" : `wuye.${filters.owner}`;
        const expected = kept
          .filter((k) => holds(k, asked))
          .filter((k) => !filters.state || k.state === filters.state)
          .filter((k) => !filters.kind || k.kind === filters.kind)
          .filter((k) => !filters.owner || k.holder === owner)
          .sort(newestFirst)
          .map((k) => k.id);
        assert.deepEqual(found, expected);
      },
    ),
    { numRuns: 30 },
  );
});

test("customers are found completely, by their names in order", async () => {
  const all = [...new Map(kept.map((k) => [k.customer.id, k.customer])).values()];
  for (const asked of ["王", "欧", "伟", "伟芳", "138", "7919", never]) {
    const expected = all
      .filter((c) => c.name.includes(asked) || c.phone.startsWith(asked) || c.phone.endsWith(asked))
      .sort((a, b) => Buffer.compare(Buffer.from(a.name + a.id), Buffer.from(b.name + b.id)));
    const found = await pages(`/api/customers?q=${encodeURIComponent(asked)}`, 30);
    assert.deepEqual(
      found.filter((id) => id.startsWith("c0")),
      expected.map((c) => c.id),
      asked,
    );
  }
});
