#!/usr/bin/env node
// Verifies an audit bundle of Shouwen. Needs nothing but Node 20 or later: node verify.mjs [--published FILE]
// 核对首问的审计包，只需要 Node 20 或更新版本：node verify.mjs [--published 文件]
// What is checked, and how a hash is made, stands in README.en.md and README.zh-CN.md.

// ---- core: the same in verify.html ----

const beginning = "0".repeat(64);

const constants = (() => {
  const root = (n, power) => Math.floor((n ** power % 1) * 2 ** 32);
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  return { k: primes.map((p) => root(p, 1 / 3)), h: primes.slice(0, 8).map((p) => root(p, 1 / 2)) };
})();

/** SHA-256 of a text, in hex (FIPS 180-4). */
function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const h = Uint32Array.from(constants.h);
  const w = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15];
      const b = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, x] = h;
    for (let i = 0; i < 64; i++) {
      const one = (x + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants.k[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      x = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, x].forEach((v, i) => { h[i] += v; });
  }
  return [...h].map((v) => v.toString(16).padStart(8, "0")).join("");
}

/** The canonical form (RFC 8785): keys sorted, no spaces. */
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
}

const hashOf = (value) => sha256(canonical(value));

const sentences = {
  unreadable: ["A line is not JSON.", "有一行不是 JSON。"],
  "seal-missing": ["The seal is missing.", "缺少这一封印。"],
  "seal-changed": ["The seal is not what was written.", "封印已被改动。"],
  "seal-differs": ["The published file says something else than the seal.", "公布的文件与封印不一致。"],
  "seal-withdrawn": ["The seal was published, but the bundle lacks it.", "这一封印公布过，但审计包里没有。"],
  "event-missing": ["The event is missing.", "缺少这一事件。"],
  "event-inserted": ["The event was inserted.", "这一事件是后来插入的。"],
  "event-changed": ["The event is not what was written.", "这一事件已被改动。"],
  "event-foreign": ["The event belongs to a stream that is not there.", "这一事件所属的流不存在。"],
  "event-added": ["The event was added behind the stream's end.", "这一事件加在流的末尾之后。"],
  "tail-missing": ["The event is missing: the stream's tail was cut off.", "缺少这一事件：流的末尾被截去。"],
  "head-differs": ["The stream's head is not the hash of its last event.", "流的头与最后一个事件的哈希不符。"],
  "sealed-differs": ["The events up to this one are not those that were sealed.", "到这一事件为止，与封印时的不同。"],
  vanished: ["The stream has vanished: it was sealed.", "这一流已经消失：它曾被封印。"],
  unrecorded: ["Its personal part is gone, but no erasure is recorded.", "个人信息部分没有了，但没有删除记录。"],
};

/** Where a finding stands: streams before seals, by id, then by number. */
const before = (a, b) =>
  a.stream !== b.stream
    ? a.stream !== undefined && (b.stream === undefined || a.stream < b.stream)
    : (a.seq ?? a.seal ?? 0) < (b.seq ?? b.seal ?? 0);

class Findings {
  constructor() {
    this.first = null;
  }
  add(code, place) {
    const found = { ...place, code, reason: sentences[code] };
    if (this.first === null || before(found, this.first)) this.first = found;
  }
}

async function* parsed(lines, findings, file) {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === "") continue;
    try {
      yield JSON.parse(line);
    } catch {
      findings.add("unreadable", { file, line: number });
    }
  }
}

/** Checks the seals' own chain; remembers which heads they cover. */
async function checkSeals(seals, published, findings) {
  const sealed = new Map();
  const lines = published[Symbol.asyncIterator]();
  let [count, previous, sound, last] = [0, beginning, true, null];
  for await (const { hash, ...body } of seals) {
    count += 1;
    if (sound && body.number !== count) {
      findings.add("seal-missing", { seal: count });
      sound = false;
    } else if (sound && hashOf({ ...body, previous }) !== hash) {
      findings.add("seal-changed", { seal: body.number });
      sound = false;
    }
    const line = sound ? await lines.next() : null;
    // A copy from an earlier day ends earlier.
    if (line && !line.done && (line.value.number !== body.number || line.value.hash !== hash)) {
      findings.add("seal-differs", { seal: body.number });
      sound = false;
    }
    // What a bad seal says of streams is no proof.
    if (!sound) continue;
    previous = hash;
    last = { number: body.number, at: body.at, hash };
    for (const [stream, [length, head]] of Object.entries(body.heads))
      sealed.set(stream, [...(sealed.get(stream) ?? []), { length, head, seal: body.number }]);
  }
  if (sound && !(await lines.next()).done) findings.add("seal-withdrawn", { seal: count + 1 });
  return { count, last, sealed };
}

class Walk {
  constructor(id, stream, sealed, findings) {
    Object.assign(this, { id, stream, sealed: sealed ?? [], findings });
    Object.assign(this, { count: 0, head: beginning, bad: false, nulled: null, heads: new Map() });
    this.wanted = new Set(this.sealed.map((s) => s.length));
  }
  fault(code, seq, more = {}) {
    if (!this.bad) this.findings.add(code, { stream: this.id, seq, ...more });
    this.bad = true;
  }
  step(e) {
    const seq = this.count + 1;
    if (!this.stream) return this.fault("event-foreign", e.seq);
    if (e.seq > seq) return this.fault("event-missing", seq);
    if (e.seq < seq) return this.fault("event-inserted", e.seq);
    const { hash, personal, ...linked } = e;
    if (e.run !== this.stream.run || hashOf({ ...linked, previous: this.head }) !== hash)
      return this.fault("event-changed", seq);
    this.count = seq;
    this.head = hash;
    if (this.wanted.has(seq)) this.heads.set(seq, hash);
    if (e.type === "personal-data.erased") this.nulled = null;
    else if (e.privateHash !== null && !personal) this.nulled ??= seq;
  }
  end() {
    if (this.bad) return;
    if (!this.stream && this.count === 0) {
      const [first] = this.sealed;
      return this.fault("vanished", 1, { seal: first.seal });
    }
    const { length, head } = this.stream;
    const cut = this.sealed.find((s) => s.length > this.count);
    if (this.count < length || cut) return this.fault("tail-missing", this.count + 1, cut ? { seal: cut.seal } : {});
    if (this.count > length) return this.fault("event-added", length + 1);
    if (this.head !== head) return this.fault("head-differs", this.count);
    const other = this.sealed.find((s) => this.heads.get(s.length) !== s.head);
    if (other) return this.fault("sealed-differs", other.length, { seal: other.seal });
    if (this.nulled !== null) this.fault("unrecorded", this.nulled);
  }
}

/**
 * Checks a bundle.
 * @param open gives the lines of a file of the bundle, by its name; nothing where there is none
 */
async function check(open) {
  const findings = new Findings();
  const read = (name) => parsed(open(name), findings, name);
  const seals = await checkSeals(read("seals.ndjson"), read("published.ndjson"), findings);
  const streams = read("streams.ndjson");
  const seen = { streams: 0, events: 0, seals: seals.count, lastSeal: seals.last };
  let stream = await streams.next();
  let walk = null;
  const begin = (id, row) => {
    const made = new Walk(id, row, seals.sealed.get(id), findings);
    seals.sealed.delete(id);
    return made;
  };
  // Both files are in the order of the streams' ids, so that one pass is enough.
  const passTo = async (id) => {
    while (!stream.done && (id === null || stream.value.id <= id)) {
      const row = stream.value;
      seen.streams += 1;
      stream = await streams.next();
      if (row.id === id) return row;
      begin(row.id, row).end();
    }
    return null;
  };
  for await (const event of read("events.ndjson")) {
    seen.events += 1;
    if (walk?.id !== event.stream) {
      walk?.end();
      walk = begin(event.stream, await passTo(event.stream));
    }
    walk.step(event);
  }
  walk?.end();
  await passTo(null);
  for (const id of [...seals.sealed.keys()].sort()) begin(id, null).end();
  return { ...seen, firstBad: findings.first };
}

/** The outcome in two languages, a line each. */
function sentencesOf({ streams, events, seals, lastSeal, firstBad }) {
  const last = lastSeal ? `${lastSeal.number} ${lastSeal.at} ${lastSeal.hash}` : "-";
  const place = (words) =>
    Object.entries(words).flatMap(([key, word]) => (firstBad[key] === undefined ? [] : [`${word} ${firstBad[key]}`])).join(", ");
  if (!firstBad)
    return [
      `All is well: ${streams} streams, ${events} events, ${seals} seals. Last seal: ${last}`,
      `核对无误：${streams} 条流，${events} 个事件，${seals} 个封印。最后的封印：${last}`,
    ];
  const [en, zh] = firstBad.reason;
  return [
    `First fault: ${place({ file: "file", line: "line", stream: "stream", seq: "event", seal: "seal" })}: ${en}`,
    `第一处问题：${place({ file: "文件", line: "行", stream: "流", seq: "事件", seal: "封印" })}：${zh}`,
  ];
}

// ---- end of core ----

const { createReadStream, existsSync } = await import("node:fs");
const { dirname, join } = await import("node:path");
const { createInterface } = await import("node:readline");
const { fileURLToPath } = await import("node:url");

const folder = join(dirname(fileURLToPath(import.meta.url)), "data");
const own = process.argv[2] === "--published" ? process.argv[3] : undefined;
async function* linesOf(name) {
  const path = name === "published.ndjson" && own ? own : join(folder, name);
  if (!existsSync(path)) return;
  yield* createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
}
const result = await check(linesOf);
for (const sentence of sentencesOf(result)) console.log(sentence);
process.exitCode = result.firstBad ? 1 : 0;
