// Everything that a person of an organisation can read, as files that any office opens.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { editionName } from "#domain/edition/edition.ts";
import type { Language } from "#server/http/i18n/language.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { packed } from "../pack.ts";
import { programVersion } from "../take/backup.ts";
import { dutyTable, eventTable, obligationTable, staffTable } from "./log.ts";
import { approvalTable, caseTable, customerTable } from "./matters.ts";
import { paperTable } from "./papers.ts";
import type { Making } from "./table.ts";
import { wordsIn } from "./words.ts";
import { writeTable } from "./write.ts";

export type Asked = {
  world: World;
  org: string;
  language: Language;
  /** Whether each paper is printed too. */
  pdf: boolean;
};
/** Table → its rows, and the size of the file where it is one. */
export type Exported = { rows: Record<string, number>; bytes: number };

const writeRegulations = async ({ world, org }: Making, folder: string): Promise<void> => {
  const texts = await reading(world, org, async ({ directory }) =>
    [...directory.editions].flatMap(([key, { state }]) =>
      state.editions.map((e) => ({ name: `${key}@${editionName(e.date)}.yaml`, yaml: e.yaml })),
    ),
  );
  await mkdir(folder);
  for (const { name, yaml } of texts) await writeFile(join(folder, name), yaml);
};

/** Attached files by the number of their matter; one that was erased meanwhile is left out. */
const copyFiles = async ({ world, org }: Making, folder: string): Promise<void> => {
  type Row = { stream: string; number: string; id: string; name: string };
  let after: { stream: string; id: string } | null = null;
  for (;;) {
    const last: { stream: string; id: string } | null = after;
    const rows: Row[] = await reading(world, org, async (unit) => {
      const found = await unit.client.query<Row>(
        `select e.stream, c.number, e.data ->> 'id' as id, coalesce(e.private ->> 'name', e.data ->> 'name') as name
           from event e join case_view c on c.org = e.org and c.id = e.stream
          where e.org = current_setting('shouwen.org') and e.run = current_setting('shouwen.run')::integer
            and e.type = 'case.attached' and ($1::uuid is null or (e.stream, e.data ->> 'id') > ($1, $2))
          order by e.stream, e.data ->> 'id' limit 200`,
        [last?.stream ?? null, last?.id ?? null],
      );
      return found.rows;
    });
    for (const r of rows) {
      if (r.name === null) continue;
      const safe = r.name.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, "_").slice(-80);
      await mkdir(join(folder, r.number), { recursive: true });
      const to = join(folder, r.number, `${r.id.slice(0, 8)}-${safe}`);
      await copyFile(join(world.dataDir, "files", org, r.stream, r.id), to).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        },
      );
    }
    if (rows.length < 200) return;
    after = rows.at(-1) ?? null;
  }
};

/**
 * Writes an export.
 * @param path a folder, or a file whose name ends in `.zip`; must not be there yet
 * @param progress is told how many rows are written
 * @throws Error in one sentence; then nothing is left of it
 */
export const exportAll = async (
  { world, org, language, pdf }: Asked,
  path: string,
  progress: (rows: number) => void = () => {},
): Promise<Exported> => {
  const making: Making = { world, org, language, say: wordsIn(language) };
  const rows: Record<string, number> = {};
  let done = 0;
  const wrote = (more: number): void => {
    done += more;
    progress(done);
  };
  const bytes = await packed(path, async (folder) => {
    const tables = [
      ...[caseTable(making), customerTable(making), obligationTable(making), approvalTable(making)],
      ...[dutyTable(making), staffTable(making), eventTable(making)],
      paperTable(making, pdf ? join(folder, "papers") : null),
    ];
    for (const table of tables) rows[table.name] = await writeTable(folder, table, making.say, wrote);
    await writeRegulations(making, join(folder, "regulations"));
    await copyFiles(making, join(folder, "attachments"));
    const about = { organisation: org, program: programVersion(), madeAt: new Date().toISOString(), rows };
    await writeFile(join(folder, "about.json"), `${JSON.stringify(about, null, 2)}\n`);
  });
  return { rows, bytes };
};
