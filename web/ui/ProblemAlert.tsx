// A refusal or failure: what was refused, why, by which clause, and what can be done.
import { Button } from "antd";
import { t } from "i18next";
import type { Problem } from "#api/words.ts";
import { CallRefused, statusOf, Unreachable } from "../problem.ts";
import { ClauseTag } from "./ClauseTag.tsx";

/** Whoever pressed a button at the end of a long form sees what came of it. */
const bringIntoSight = (alert: HTMLElement | null) => alert?.scrollIntoView({ block: "nearest" });

export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  // That a session has ended is said by the sign-in, which lies over the page.
  if (!error || statusOf(error) === 401) return null;
  const { title, detail } = words(error);
  const problem = error instanceof CallRefused ? error.problem : undefined;
  // One fault is often the whole detail; it is not said twice.
  const errors = problem?.errors?.filter((one) => one.message !== detail) ?? [];
  return (
    <div
      ref={bringIntoSight}
      className={error instanceof Unreachable ? "note warn problem" : "note bad problem"}
      role="alert"
    >
      <b>{title}</b>
      {detail && detail !== title && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map((one) => (
            <li key={`${one.field ?? one.line}${one.message}`}>{told(one)}</li>
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

type Fault = NonNullable<Problem["errors"]>[number];

function told({ field, line, message }: Fault): string {
  if (line !== undefined)
    return message.includes(String(line)) ? message : t("problem.line", { n: line }) + message;
  return field ? t("problem.field", { field: t([`field.${field}`, field]) }) + message : message;
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
