// The states that a page has besides being full: loading, empty, refused.
import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import type { ReactNode } from "react";
import { language } from "../i18n/language.ts";
import { statusOf } from "../problem.ts";
import { isUnloaded, unloadedWords } from "../unloaded.ts";
import { ProblemAlert } from "./ProblemAlert.tsx";

export function Loading({ lines = 6 }: { lines?: number }) {
  return (
    <div className="loading" role="status" aria-label={t("common.loading")}>
      {Array.from({ length: lines }, (_, line) => String(line)).map((line) => (
        <span key={line} />
      ))}
    </div>
  );
}

export function Blank({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="blank">
      <b>{title}</b>
      {children}
    </div>
  );
}

/** A page that could not be drawn at all. */
export function Failed({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <div className="sheet-body">
      {isUnloaded(error) ? <Unloaded /> : <ProblemAlert error={error} retry={reset} />}
    </div>
  );
}

/** Its code did not come: only a new loading brings it, for browsers remember what failed. */
function Unloaded() {
  const { says, again } = unloadedWords(language);
  return (
    <div className="note warn problem" role="alert">
      <p>{says}</p>
      <Button size="small" onClick={() => location.reload()}>
        {again}
      </Button>
    </div>
  );
}

type Asked<T> = Pick<UseQueryResult<T>, "data" | "error" | "refetch">;

/** Draws what was asked once it is there; what is there stays when asking again fails. */
export function Answer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (!of.error) return <Loading />;
  if (statusOf(of.error) === 404) return <Blank title={t("problem.404")}>{t("problem.404Detail")}</Blank>;
  return (
    <div className="sheet-body">
      <ProblemAlert error={of.error} retry={() => of.refetch()} />
    </div>
  );
}
