// The proxies of deploy/ as they are, where the machine has them: https, cookies, live updates, one process gone.
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { programDir } from "#server/config.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { complaint } from "../office.ts";
import { freePort, type Served, serveAll } from "../serve.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-proxies-"));
const found = (path: string): string | undefined => (existsSync(path) ? path : undefined);
const nginx = found("/usr/sbin/nginx");
const caddy = found("/usr/bin/caddy");
let database: FreshDatabase;

before(async () => {
  database = await freshDatabase();
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const kind = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
  ];
  if (nginx || caddy) execFileSync("openssl", [...kind, ...subject, ...files], { stdio: "ignore" });
});
after(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const deployed = (file: string): string => readFileSync(join(programDir, "deploy", file), "utf8");

/** deploy/nginx.conf with our ports and certificate, inside the least of a main file. */
const startNginx = (port: number, plain: number, processes: readonly string[]): ChildProcess => {
  const site = deployed("nginx.conf")
    .replace("127.0.0.1:3001", new URL(processes[0] ?? "").host)
    .replace("127.0.0.1:3002", new URL(processes[1] ?? "").host)
    .replaceAll("shouwen.example.cn", "127.0.0.1")
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("listen 80", `listen 127.0.0.1:${plain}`)
    .replace("/etc/ssl/shouwen/fullchain.pem", join(folder, "cert.pem"))
    .replace("/etc/ssl/shouwen/key.pem", join(folder, "key.pem"));
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(" ");
  const main = `user root; daemon off; pid ${join(folder, "nginx.pid")}; error_log stderr warn;
    events {} http { access_log off; ${paths} ${site} }`;
  writeFileSync(join(folder, "nginx.conf"), main);
  return spawn(nginx ?? "", ["-p", folder, "-c", join(folder, "nginx.conf")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
};

/** deploy/Caddyfile with our ports and certificate, and nothing that reaches outside. */
const startCaddy = (port: number, plain: number, processes: readonly string[]): ChildProcess => {
  const site = deployed("Caddyfile")
    .replace("127.0.0.1:3001", new URL(processes[0] ?? "").host)
    .replace("127.0.0.1:3002", new URL(processes[1] ?? "").host)
    .replace(
      /^shouwen.example.cn \{/m,
      `{\n admin off\n auto_https disable_redirects\n http_port ${plain}\n}\nhttps://127.0.0.1:${port} {\n tls ${join(folder, "cert.pem")} ${join(folder, "key.pem")}`,
    );
  writeFileSync(join(folder, "Caddyfile"), site);
  const home = join(folder, "caddy");
  mkdirSync(home);
  const env = { PATH: process.env.PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const args = ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  return spawn(caddy ?? "", args, { env, stdio: ["ignore", "ignore", "pipe"] });
};

type Given = { status: number; headers: IncomingMessage["headers"]; text: string };
type Asked = {
  method?: string;
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  until?: Promise<string>;
};

/** Asks through the proxy; the certificate is our own. With `until`, reads until that word has come. */
const ask = (origin: string, path: string, asked: Asked = {}): Promise<Given> =>
  new Promise((resolve, reject) => {
    const { method = "GET", body, cookie, headers = {}, until } = asked;
    const own = {
      origin,
      ...(cookie ? { cookie } : {}),
      ...(body ? { "content-type": "application/json" } : {}),
    };
    const sent = request(
      origin + path,
      { method, headers: { ...own, ...headers }, rejectUnauthorized: false, agent: false },
      (answer) => {
        let text = "";
        const given = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        let word: string | undefined;
        const looked = () => {
          if (word === undefined || !text.includes(word)) return;
          answer.destroy();
          given();
        };
        void until?.then((w) => {
          word = w;
          looked();
        });
        answer.on("data", (piece: Buffer) => {
          text += piece;
          looked();
        });
        answer.on("end", given);
        answer.on("error", reject);
      },
    );
    sent.setTimeout(20_000, () =>
      sent.destroy(new Error(`${path}: nothing came for 20 s: it was kept in a buffer`)),
    );
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

const signIn = async (origin: string, headers: Record<string, string> = {}): Promise<string> => {
  const body = { username: "wuye.reception", password: "shouwen-demo" };
  const given = await ask(origin, "/api/auth/sign-in/username", { method: "POST", body, headers });
  assert.equal(given.status, 200, given.text);
  const cookies = given.headers["set-cookie"] ?? [];
  assert.ok(
    cookies.length > 0 && cookies.every((c) => /; secure/i.test(c) && /; httponly/i.test(c)),
    cookies.join(),
  );
  return cookies.map((c) => c.split(";")[0]).join("; ");
};

const register = async (origin: string, cookie: string): Promise<string> => {
  const given = await ask(origin, "/api/cases", { method: "POST", body: complaint(), cookie });
  assert.equal(given.status, 201, given.text);
  return (JSON.parse(given.text) as { id: string }).id;
};

/** What somebody's browser and the world see through the proxy. */
const tried = async (origin: string, processes: readonly Served[], noticesMs: number): Promise<void> => {
  const cookie = await signIn(origin);
  const page = await ask(origin, "/", { cookie });
  assert.equal(page.status, 200);
  assert.match(page.text, /<div id="root">|<body/);
  assert.ok(page.headers["strict-transport-security"]);
  let tell: (word: string) => void = () => {};
  const word = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const heard = ask(origin, "/api/stream", { cookie, until: word, headers: { accept: "text/event-stream" } });
  await sleep(300);
  const id = await register(origin, cookie);
  tell(id);
  assert.match((await heard).text, new RegExp(id));
  assert.equal((await ask(origin, "/metrics")).status, 404);
  // A page of somebody else's may not act with the cookie, whatever it claims of the way it came.
  const foreign = {
    origin: "https://evil.example",
    "x-forwarded-host": "evil.example",
    host: new URL(origin).host,
  };
  const refused = await ask(origin, "/api/cases", {
    method: "POST",
    body: complaint(),
    cookie,
    headers: foreign,
  });
  assert.equal(refused.status, 403, refused.text);
  // Larger than the proxy's own measure never reaches the product; what is within reaches it whole.
  const large = { ...complaint(), description: "长".repeat(300_000) };
  assert.equal((await ask(origin, "/api/cases", { method: "POST", body: large, cookie })).status, 400);
  const listed = await ask(origin, "/api/cases", {
    cookie,
    headers: { accept: "application/json", "accept-encoding": "gzip" },
  });
  assert.equal(listed.headers["content-encoding"], "gzip");
  await processes[0]?.kill();
  await sleep(noticesMs);
  for (let n = 0; n < 6; n++) await register(origin, cookie);
};

/** nginx asks the next process at once; Caddy, where a body was begun, only once its own look found one gone. */
for (const [name, there, begin, noticesMs, end] of [
  ["nginx", nginx, startNginx, 0, "SIGTERM"],
  ["caddy", caddy, startCaddy, 3000, "SIGKILL"],
] as const)
  test(`${name} with the file of deploy/ in front of two processes`, {
    skip: there ? false : `no ${name} here`,
  }, async () => {
    const [port, plain, first, second] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    const origin = `https://127.0.0.1:${port}`;
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: join(folder, "data"),
      DEMO: "first",
      PUBLIC_URL: origin,
      TRUST_PROXY: "127.0.0.1,::1",
    };
    const served = await serveAll([first, second].map((own) => ({ ...env, PORT: String(own) })));
    const proxy = begin(
      port,
      plain,
      served.map((one) => one.address),
    );
    let said = "";
    proxy.stderr?.on("data", (piece: Buffer) => {
      said += piece;
    });
    try {
      for (let n = 0; n < 100 && proxy.exitCode === null; n++)
        if (
          await ask(origin, "/api/live").then(
            (g) => g.status === 200,
            () => false,
          )
        )
          break;
        else await sleep(100);
      await tried(origin, served, noticesMs);
    } catch (error) {
      throw new Error(`${name} said: ${said.slice(-2000)}`, { cause: error });
    } finally {
      const ended = once(proxy, "exit");
      if (proxy.exitCode === null && proxy.kill(end)) await ended;
      await Promise.all(served.map((one) => one.kill()));
    }
  });
