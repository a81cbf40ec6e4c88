// The list of papers, wherever they live: last filled first, found by what stands in them and by their numbers.
import type { z } from "zod";
import type { listPapers, PaperRow, paperForm } from "#api/paper-alone.ts";
import { memberOf, postsOf } from "#domain/organisation/organisation.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { queryTerms } from "#domain/search/terms.ts";
import { say } from "#server/http/i18n/say.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { ProblemError, problemOf } from "#server/http/problem.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Unit } from "#server/log/unit.ts";
import { roleName } from "./writing.ts";

type Query = z.output<NonNullable<typeof listPapers.query>>;
type Form = z.infer<typeof paperForm>;
type Row = {
  stream: string;
  paper: string;
  host: string;
  regulation: string;
  clause: string;
  name: string;
  form: string;
  number: string | null;
  state: string;
  title: string;
  filled_at: number;
  filled_by: string;
};

const show = (r: Row): PaperRow => ({
  host: r.host as PaperRow["host"],
  id: r.stream,
  paper: r.paper,
  name: r.name,
  form: r.form as PaperRow["form"],
  regulation: r.regulation,
  clause: r.clause,
  number: r.number,
  state: r.state as PaperRow["state"],
  title: r.title,
  filledAt: new Date(r.filled_at).toISOString(),
  filledBy: r.filled_by,
});

const listOf = (of: string | readonly string[] | undefined): string[] =>
  of === undefined ? [] : typeof of === "string" ? [of] : [...of];

/** All papers that the regulations in force define, in their order. */
export const formsInForce = (unit: Unit): { running: RunningPaper; edition: string }[] => {
  const editions = unit.directory.inForceAt(unit.now);
  return unit.directory
    .running(editions)
    .flatMap((r) => r.papers)
    .map((running) => ({ running, edition: editions[running.regulation] ?? "" }));
};

const showForm = (d: Directory, running: RunningPaper, edition: string): Form => {
  const { paper, regulation, clause } = running;
  const file = d.regulation(regulation, edition);
  return {
    key: paper.key,
    name: paper.name,
    form: paper.form ?? "form",
    regulation,
    clause,
    says: file.clauses.find((c) => `${regulation}/${c.id}` === clause)?.says ?? "",
    of: listOf(paper.of),
    fields: paper.fields.map((f) => ({
      field: f.field,
      name: f.name,
      type: f.type ?? null,
      of: [...(f.of ?? [])],
      optional: f.optional ?? false,
    })),
    steps: (paper.sign ?? []).map((x) => ({
      step: x.step,
      name: x.name,
      by: roleName(d, running, edition, x.by),
    })),
    numbered: paper.number !== undefined,
    customerMay: paper.customer !== "never",
    keep: paper.keep ?? null,
  };
};
export const forms = (unit: Unit): Form[] =>
  formsInForce(unit).map(({ running, edition }) => showForm(unit.directory, running, edition));

/** Throws ProblemError 400 for a key that no paper ever had here. */
export const checkPaper = async (unit: Unit, key: string): Promise<void> => {
  if (formsInForce(unit).some((f) => f.running.paper.key === key)) return;
  const { rowCount } = await unit.client.query(
    "select from paper_view where org = current_setting('shouwen.org') and paper = $1 limit 1",
    [key],
  );
  if (rowCount === 0) {
    const message = say("filter-unknown", { value: key });
    throw new ProblemError(problemOf(400, `paper: ${message}`, { errors: [{ field: "paper", message }] }));
  }
};

/** The roles of papers in force or filled before that a member holds. */
const rolesOf = async (unit: Unit, me: string): Promise<string[]> => {
  const { organisation } = unit.directory;
  const posts = memberOf(organisation, me)?.posts ?? [];
  const { rows } = await unit.client.query<{ turn: string }>(
    `select distinct turn from paper_view where org = current_setting('shouwen.org')
        and run = current_setting('shouwen.run')::integer and turn is not null and turn <> 'customer'`,
  );
  const stand = postsOf(organisation);
  return rows.map((r) => r.turn).filter((role) => stand(role).some((p) => posts.includes(p)));
};

/** One page of the list. */
export const findPapers = async (unit: Unit, q: Query, me: string) => {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const where = ["v.org = current_setting('shouwen.org')", "v.run = current_setting('shouwen.run')::integer"];
  const limit = pageSize(q.limit);
  if (q.paper) await checkPaper(unit, q.paper);
  const turns = q.turn ? await rolesOf(unit, me) : null;
  const after = readCursor(q.after, ["time", "id", "text"]);
  const behind = after ? [new Date(Number(after[0])).toISOString(), after[1], after[2]] : [null, null, null];
  if (q.q?.trim()) {
    const terms = queryTerms(q.q);
    if (terms.length === 0) return { items: [], next: null };
    const asked = [terms, q.paper ?? null, q.state ?? null, turns, ...behind, limit + 1].map(add).join(", ");
    where.push(`(v.stream, v.paper) in (select s.stream, s.paper from search_papers(${asked}) s)`);
  } else {
    if (q.paper) where.push(`v.paper = ${add(q.paper)}`);
    if (q.state) where.push(`v.state = ${add(q.state)}`);
    if (turns) where.push(`v.turn = any (${add(turns)})`);
    if (after) {
      const [at, stream, paper] = behind.map(add);
      where.push(`(v.filled_at, v.stream, v.paper) < (${at}::timestamptz, ${stream}::uuid, ${paper})`);
    }
  }
  const { rows } = await unit.client.query<Row>(
    `select v.stream, v.paper, v.host, v.regulation, v.clause, v.name, v.form, v.number, v.state, v.title,
            v.filled_at, v.filled_by
       from paper_view v where ${where.join(" and ")}
      order by v.filled_at desc, v.stream desc, v.paper desc limit ${add(limit + 1)}`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(show),
    next: last ? writeCursor([last.filled_at, last.stream, last.paper]) : null,
  };
};
