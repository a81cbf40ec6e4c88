// A mapping as it is sent, checked by itself and against the file's columns.
import { type Mapping, mapping } from "#api/import.ts";
import { ProblemError, problemOf, refused, shapeProblem } from "#server/http/problem.ts";

const needed = ["title", "receivedAt"] as const;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(
      problemOf(400, "mapping 不是有效的 JSON。", {
        errors: [{ field: "mapping", message: "不是有效的 JSON" }],
      }),
    );
  }
};

/**
 * Reads the mapping of a request.
 * @throws ProblemError 400 for a wrong shape or one without title or receivedAt
 */
export const readMapping = (text: string | undefined): Mapping => {
  if (text === undefined)
    throw new ProblemError(
      problemOf(400, "缺少 mapping。", { errors: [{ field: "mapping", message: "缺少" }] }),
    );
  const checked = mapping.safeParse(parsed(text));
  if (!checked.success) throw new ProblemError(shapeProblem(checked.error));
  const missing = needed.filter((field) => checked.data.columns[field] === undefined);
  if (missing.length === 0) return checked.data;
  const errors = missing.map((field) => ({ field: `columns.${field}`, message: "须指明在哪一列" }));
  throw new ProblemError(problemOf(400, `columns 须指明 ${missing.join("、")} 在哪一列。`, { errors }));
};

/** Columns that the mapping names and the file has not. */
export const absentColumns = (m: Mapping, columns: readonly string[]): string[] =>
  Object.values(m.columns).filter((column) => column !== undefined && !columns.includes(column));

/** @throws ProblemError 422 where the file lacks a column that the mapping names */
export const checkColumns = (m: Mapping, columns: readonly string[]): void => {
  const absent = absentColumns(m, columns);
  if (absent.length === 0) return;
  const value = `文件中没有“${absent.join("”、“")}”这一列`;
  throw refused({ kind: "rule", code: "import-mapping", field: "mapping", values: { value } });
};
