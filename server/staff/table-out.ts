// Staff given out as a table: an empty one to fill in, and everybody, to be changed and taken in again.
import { exportStaff, getStaffTemplate } from "#api/staff.ts";
import { staffColumns } from "#domain/staff/rows.ts";
import { say } from "#server/http/i18n/say.ts";
import { type Routes, route } from "#server/http/route.ts";
import { asAttachment } from "#server/http/upload.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { writeBook } from "#server/paper/register/book.ts";
import { admitAdmin, admitReader } from "./admit.ts";

const headings = (): string[] => staffColumns.map((c) => say(`staff-column-${c}`));

const sendBook = async (name: string, rows: (string | null)[][]) => {
  const bytes = await writeBook({ name, rows: [headings(), ...rows] });
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { bytes, headers: { "content-type": type, "content-disposition": asAttachment(`${name}.xlsx`) } };
};

/** Registers the routes that give staff out. */
export const tableOutRoutes = (routes: Routes, world: World): void => {
  route(routes, getStaffTemplate, async ({ caller, reply }) => {
    const example = await reading(world, caller.org, async (unit) => {
      admitAdmin(unit, caller);
      const o = unit.directory.organisation;
      return [o.departments[0]?.name ?? "", o.posts[0]?.name ?? ""];
    });
    const row = [say("staff-example-name"), "1001", "13800000000", null, ...example];
    const { bytes, headers } = await sendBook(say("staff-template"), [row]);
    return reply.headers(headers).send(bytes);
  });

  route(routes, exportStaff, async ({ caller, reply }) => {
    const rows = await reading(world, caller.org, async (unit) => {
      admitReader(unit, caller);
      const o = unit.directory.organisation;
      const nameIn = (all: readonly { key: string; name: string }[], key: string | null) =>
        all.find((x) => x.key === key)?.name ?? "";
      return o.members
        .filter((m) => !m.left)
        .map((m) => [
          ...[m.name, m.number ?? null, m.phone ?? null, m.email ?? null],
          nameIn(o.departments, m.department),
          m.posts.map((p) => nameIn(o.posts, p)).join("、"),
        ]);
    });
    const { bytes, headers } = await sendBook(say("staff-table"), rows);
    return reply.headers(headers).send(bytes);
  });
};
