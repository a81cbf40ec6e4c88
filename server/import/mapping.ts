// A mapping as it is sent, checked by itself and against the file's columns.
import { type Mapping, mapping } from "#api/import.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused, shapeProblem } from "#server/http/problem.ts";

const needed = ["title", "receivedAt"] as const;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(
      problemOf(400, "mapping-not-json", {
        errors: [{ field: "mapping", message: "mapping-not-json" }],
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
      problemOf(400, "mapping-missing", { errors: [{ field: "mapping", message: "mapping-missing" }] }),
    );
  const checked = mapping.safeParse(parsed(text));
  if (!checked.success) throw new ProblemError(shapeProblem(checked.error));
  const missing = needed.filter((field) => checked.data.columns[field] === undefined);
  if (missing.length === 0) return checked.data;
  const errors = missing.map((field) => ({ field: `columns.${field}`, message: "mapping-column-needed" }));
  throw new ProblemError(problemOf(400, "mapping-needed", { errors, values: { value: missing.join(", ") } }));
};

/** Columns that the mapping names and the file has not. */
export const absentColumns = (m: Mapping, columns: readonly string[]): string[] =>
  Object.values(m.columns).filter((column) => column !== undefined && !columns.includes(column));

/** @throws ProblemError 422 where the file lacks a column that the mapping names */
export const checkColumns = (m: Mapping, columns: readonly string[]): void => {
  const absent = absentColumns(m, columns);
  if (absent.length === 0) return;
  const value = say("mapping-column-absent", { value: absent.join(", ") });
  throw refused({ kind: "rule", code: "import-mapping", field: "mapping", values: { value } });
};
