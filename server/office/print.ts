// How papers are printed: header, paper and logo, and a sheet to see it.
import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { getLogo, getPrintPreview, putLogo, putPrint, removeLogo } from "#api/office.ts";
import { grantsOf, sectionOf } from "#domain/organisation/staffed.ts";
import type { Sheet } from "#domain/paper/sheet.ts";
import { asText, type Facts } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import { refused } from "#server/http/problem.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { changeSection } from "#server/http/settings.ts";
import { discard, incoming, receive, settleFile } from "#server/http/upload.ts";
import type { Directory } from "#server/log/directory.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { logoPath, type Print, plainPrint, printOf } from "#server/paper/print/office.ts";
import { pdfHeaders, printSheet } from "#server/paper/print/print.ts";
import { sizeOf } from "./picture.ts";

const mostBytes = 500_000;
/** A side; every sheet that is printed unpacks it. */
const mostPixels = 2000;
const kinds = ["image/png", "image/jpeg"];

const sheetFor = (d: Directory): Sheet => ({
  organisation: d.organisation.name,
  title: say("print-sample"),
  number: "0001",
  banner: null,
  cells: [
    { label: say("print-sample-who"), value: "", wide: false },
    { label: say("print-sample-when"), value: "", wide: false },
    { label: say("print-sample-what"), value: say("print-sample-text"), wide: true },
  ],
  boxes: [{ label: say("print-sample-sign"), name: null, date: null, drawing: null }],
  copies: null,
  foot: [],
  attached: [],
});

const directoryOf = (world: World, org: string, member: string): Promise<Directory> =>
  reading(world, org, async (unit) => {
    if (!grantsOf(unit.directory.organisation, member).includes("admin"))
      throw refused({ kind: "forbidden", code: "may-not-admin" });
    return unit.directory;
  });

/** A picture is taken only when it could be printed. */
const tried = async (path: string, d: Directory): Promise<string> => {
  const found = await fileTypeFromFile(path);
  const type = found?.mime ?? "";
  const refusal = (code: string) => refused({ kind: "rule", code, field: "file" });
  if (!kinds.includes(type)) throw refusal("logo-type");
  const bytes = await readFile(path);
  const { width, height } = sizeOf(type, bytes) ?? { width: 0, height: 0 };
  if (Math.min(width, height) < 1) throw refusal("logo-broken");
  if (Math.max(width, height) > mostPixels) throw refusal("logo-large");
  const logo = `data:${type};base64,${bytes.toString("base64")}`;
  await printSheet(sheetFor(d), { ...plainPrint, logo }).catch(() => {
    throw refusal("logo-broken");
  });
  return type;
};

const takeLogo = async (
  world: World,
  { caller, request, reply }: Omit<Input<unknown, unknown, unknown>, "body">,
) => {
  const d = await directoryOf(world, caller.org, caller.member).catch((error: unknown) => {
    discard(request);
    throw error;
  });
  const upload = await receive(request, incoming(world.dataDir), mostBytes);
  const logo = randomUUID();
  const path = logoPath(world.dataDir, d, logo);
  try {
    const logoType = await tried(upload.path, d);
    // On the disk before the log says so.
    await settleFile(upload.path, path);
    request.body = { sha256: upload.sha256 };
    const before = sectionOf(d.organisation, "print");
    await changeSection(world, { caller, request, reply }, "print", { ...before, logo, logoType });
    const old = asText(before.logo);
    if (old !== null) await rm(logoPath(world.dataDir, d, old), { force: true });
    return { size: upload.size };
  } catch (error) {
    await rm(upload.path, { force: true });
    throw error;
  }
};

/** Registers the routes of print. */
export const printRoutes = (routes: Routes, world: World): void => {
  route(routes, putPrint, async ({ body, caller, request, reply }) => {
    const d = await directoryOf(world, caller.org, caller.member);
    const { logo, logoType } = sectionOf(d.organisation, "print");
    const kept = logo === undefined ? {} : { logo, logoType };
    // A header that lacks letters would keep every paper from being printed.
    await printSheet(sheetFor(d), { ...plainPrint, header: body.header?.trim() || null });
    await changeSection(world, { caller, request, reply }, "print", { ...body, ...kept } as Facts);
    return body;
  });

  route(routes, getPrintPreview, async ({ query, caller, reply }) => {
    const d = await directoryOf(world, caller.org, caller.member);
    const own = await printOf(world, caller.org);
    const wished: Print = {
      ...own,
      ...(query.header === undefined ? {} : { header: query.header.trim() || null }),
      ...(query.paper === undefined ? {} : { paper: query.paper }),
    };
    const pdf = await printSheet(sheetFor(d), wished);
    return reply.headers(pdfHeaders(say("print-sample"))).send(pdf);
  });

  route(routes, putLogo, (input) => takeLogo(world, input));

  route(routes, getLogo, async ({ caller, reply }) => {
    const d = await reading(world, caller.org, async (unit) => unit.directory);
    const print = sectionOf(d.organisation, "print");
    const logo = asText(print.logo);
    const bytes = logo ? await readFile(logoPath(world.dataDir, d, logo)).catch(() => null) : null;
    if (!bytes) throw refused({ kind: "unknown", code: "logo-none" });
    const type = asText(print.logoType) ?? "image/png";
    return reply.headers({ "content-type": type, "x-content-type-options": "nosniff" }).send(bytes);
  });

  route(routes, removeLogo, async ({ caller, request, reply }) => {
    const d = await directoryOf(world, caller.org, caller.member);
    const { logo, logoType: _, ...rest } = sectionOf(d.organisation, "print");
    await changeSection(world, { caller, request, reply }, "print", rest as Facts);
    if (asText(logo) !== null) await rm(logoPath(world.dataDir, d, String(logo)), { force: true });
    return { removed: logo !== undefined };
  });
};
