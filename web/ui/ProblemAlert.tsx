// A refusal or failure: what was refused, why, by which clause, and what can be done.
import { Button } from "antd";
import { t } from "i18next";
import { CallRefused, Unreachable } from "../problem.ts";
import { ClauseTag } from "./ClauseTag.tsx";

export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) return null;
  const { title, detail } = words(error);
  const problem = error instanceof CallRefused ? error.problem : undefined;
  return (
    <div className={error instanceof Unreachable ? "note warn" : "note bad"} role="alert">
      <b>{title}</b>
      {detail && detail !== title && <p>{detail}</p>}
      {problem?.errors && problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((one) => (
            <li key={`${one.field ?? one.line}${one.message}`}>
              {one.line !== undefined && t("problem.line", { n: one.line })}
              {one.field && t("problem.field", { field: t([`field.${one.field}`, one.field]) })}
              {one.message}
            </li>
          ))}
        </ul>
      )}
      {(problem?.clause || retry) && (
        <div className="row">
          {problem?.clause && <ClauseTag id={problem.clause} />}
          {retry && (
            <Button size="small" onClick={retry}>
              {t("common.retry")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function words(error: unknown): { title: string; detail: string } {
  if (error instanceof Unreachable)
    return { title: t("problem.offline"), detail: t("problem.offlineDetail") };
  if (error instanceof CallRefused) {
    const { status, title, detail } = error.problem;
    const known = [401, 403, 404, 409, 413, 422, 429].includes(status)
      ? `problem.${status}`
      : "problem.other";
    return { title: title || t(known), detail };
  }
  return { title: t("problem.other"), detail: String(error) };
}
