// Staff as a table: looked at, taken wholly or not at all, given out again.
import { rm } from "node:fs/promises";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { importStaff, previewStaff, type StaffPreview } from "#api/staff.ts";
import { memberOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { hasAdmin, namesOf } from "#domain/staff/form.ts";
import {
  eventOf,
  guessStaffColumns,
  type ReadRow,
  type RowFault,
  readStaffRows,
  type StaffMapping,
  staffColumns,
} from "#domain/staff/rows.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { languages } from "#server/http/i18n/language.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused, shapeProblem } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { endLost } from "#server/http/session/member/lost.ts";
import { discard, incoming, receive } from "#server/http/upload.ts";
import type { Caller } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { SheetFault } from "#server/sheet/fault.ts";
import { openSheet, type Row } from "#server/sheet/sheet.ts";
import { admitAdmin } from "./admit.ts";
import { tableOutRoutes } from "./table-out.ts";
import { nameAccounts, staffChanges, withMembers } from "./write.ts";

const mostBytes = 5 * 1024 * 1024;
const mostRows = 5000;

type Table = { columns: string[]; rows: Row[]; mapping: StaffMapping };

const mappingShape = z.partialRecord(z.enum(staffColumns), z.string().max(200));

const readMapping = (text: string | undefined, columns: readonly string[]): StaffMapping => {
  if (text === undefined) return guessStaffColumns(columns);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused({ kind: "invalid", code: "import-mapping", field: "mapping", values: { value: "JSON" } });
  }
  const parsed = mappingShape.safeParse(json);
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error));
  const known = Object.entries(parsed.data).filter(([, column]) => columns.includes(column ?? ""));
  return Object.fromEntries(known);
};

/** The example in our own template, left in: nobody's name. */
const isExample = (row: Row, { name }: StaffMapping): boolean =>
  name !== undefined && languages.some((of) => row.cells[name]?.trim() === say("staff-example-name", {}, of));

/** The rows of an uploaded file. Throws ProblemError for one that cannot be read. */
const readTable = async (path: string, mapping: string | undefined): Promise<Table> => {
  const sheet = await openSheet(path).catch((error: unknown) => {
    throw asProblem(error);
  });
  try {
    const rows: Row[] = [];
    for await (const row of sheet.rows) {
      rows.push(row);
      if (rows.length > mostRows)
        throw refused({ kind: "rule", code: "staff-too-many", field: "file", values: { most: mostRows } });
    }
    const columns = readMapping(mapping, sheet.columns);
    return { columns: sheet.columns, rows: rows.filter((r) => !isExample(r, columns)), mapping: columns };
  } catch (error) {
    throw asProblem(error);
  } finally {
    await sheet.close();
  }
};

const asProblem = (error: unknown): unknown =>
  error instanceof SheetFault
    ? new ProblemError(problemOf(422, error.message, { errors: [{ field: "file", message: error.message }] }))
    : error;

/** Receives the file of a request after its sender was found to be an administrator. */
const tableOf = async (
  world: World,
  caller: Caller,
  request: FastifyRequest,
): Promise<Table & { sha256: string }> => {
  try {
    await reading(world, caller.org, async (unit) => admitAdmin(unit, caller));
  } catch (error) {
    discard(request);
    throw error;
  }
  const upload = await receive(request, incoming(world.dataDir), mostBytes);
  try {
    return { ...(await readTable(upload.path, upload.fields.mapping)), sha256: upload.sha256 };
  } finally {
    await rm(upload.path, { force: true });
  }
};

const messageOf = ({ code, value }: RowFault): string => say(code, { value, who: value, line: value });

const shown = (o: OrganisationState, org: string, row: ReadRow): StaffPreview["rows"][number] => {
  const { form } = row;
  const name = (all: readonly { key: string; name: string }[], key: string) =>
    all.find((x) => x.key === key)?.name ?? key;
  return {
    line: row.line,
    what: row.what,
    name: form.name,
    signIn: namesOf(org, form, memberOf(o, row.member)).username,
    department: form.department === null ? "" : name(o.departments, form.department),
    posts: form.posts.map((p) => name(o.posts, p)).join("、"),
    faults: row.faults.map((f) => ({ field: f.field, message: messageOf(f) })),
  };
};

const readIn = (unit: Unit, table: Table) => {
  const { organisation: o, org } = unit.directory;
  const read = readStaffRows(o, org, table.mapping, table.rows);
  for (const [n, row] of table.rows.entries()) {
    const told = read.rows[n];
    if (!row.fault || !told) continue;
    told.what = "faulty";
    told.faults = [...told.faults, { field: "name", code: "staff-row-wide", value: row.fault }];
  }
  return read;
};

const take = async (unit: Unit, table: Table, me: string) => {
  const { organisation: o, org } = unit.directory;
  const { rows, after } = readIn(unit, table);
  const faulty = rows.filter((r) => r.what === "faulty");
  if (faulty.length > 0) {
    const errors = faulty
      .slice(0, 200)
      .flatMap((r) => r.faults.map((f) => ({ field: f.field, line: r.line, message: messageOf(f) })));
    const more = { type: "urn:shouwen:refusal:staff-rows-faulty", errors };
    throw new ProblemError(problemOf(422, say("staff-rows-faulty", { n: faulty.length }), more));
  }
  if (hasAdmin(o) && !hasAdmin(after)) return refuse("rule", "last-admin", { field: "posts" });
  const fresh = rows.filter((r) => r.what === "add" || r.what === "change");
  const members = fresh.flatMap((r) => memberOf(after, r.member) ?? []);
  await nameAccounts(unit, members);
  await endLost(unit, withMembers(o, members), me);
  const changes = await staffChanges(
    unit,
    fresh.map((r) => [r.member, eventOf(o, org, r)] as const),
  );
  const count = (what: ReadRow["what"]) => rows.filter((r) => r.what === what).length;
  const body = { added: count("add"), changed: count("change"), same: count("same") };
  return { changes, answer: () => ({ status: 200, body }) };
};

/** Registers the routes of staff as a table. */
export const tableRoutes = (routes: Routes, world: World): void => {
  route(routes, previewStaff, async ({ caller, request }) => {
    const table = await tableOf(world, caller, request);
    return reading(world, caller.org, async (unit) => {
      const { rows } = readIn(unit, table);
      const count = (what: ReadRow["what"]) => rows.filter((r) => r.what === what).length;
      return {
        columns: table.columns,
        mapping: table.mapping,
        rows: rows.map((r) => shown(unit.directory.organisation, caller.org, r)),
        ...{ add: count("add"), change: count("change"), same: count("same"), faulty: count("faulty") },
      };
    });
  });

  route(routes, importStaff, async ({ caller, request, reply }) => {
    const table = await tableOf(world, caller, request);
    // What an Idempotency-Key stands for.
    request.body = { sha256: table.sha256, mapping: table.mapping };
    return perform(world, caller, request, reply, {
      streams: [],
      configures: true,
      decide: (unit) => {
        admitAdmin(unit, caller);
        return take(unit, table, caller.member);
      },
    });
  });

  tableOutRoutes(routes, world);
};
