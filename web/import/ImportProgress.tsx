// How far an import is, and the rows it refused, to mend and send again.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { getImport, getRefusedRows, type ImportJob } from "#api/import.ts";
import { address, call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";

const shownAtMost = 200;

function Refused({ job }: { job: ImportJob }) {
  if (job.refused.length === 0) return null;
  return (
    <>
      <p>
        <a href={address(getRefusedRows.path, { id: job.id })} download>
          {t("import.download", { n: job.refused.length })}
        </a>
      </p>
      <ul className="import-refused">
        {job.refused.slice(0, shownAtMost).map((row) => (
          <li key={`${row.line} ${row.reason}`}>
            <b className="num">{t("problem.line", { n: row.line })}</b>
            {row.reason}
          </li>
        ))}
      </ul>
    </>
  );
}

function Progress({ job }: { job: ImportJob }) {
  const seen = job.taken + job.known + job.refused.length;
  return (
    <div className="sheet-body stack">
      <p role="status">
        <b>{t(`importState.${job.state}`)}</b> {job.file}
      </p>
      <progress
        aria-label={t("import.progress")}
        max={job.rows ?? undefined}
        value={job.rows === null ? undefined : seen}
      />
      <p className="num">
        {t("import.told", {
          rows: job.rows ?? "…",
          taken: job.taken,
          known: job.known,
          refused: job.refused.length,
        })}
      </p>
      {job.error && (
        <p className="note bad" role="alert">
          {job.error}
        </p>
      )}
      <Refused job={job} />
      {job.state === "done" && (
        <p className="row">
          <Link to="/cases">{t("import.seeCases")}</Link>
          <Link to="/compliance">{t("import.seeCompliance")}</Link>
        </p>
      )}
    </div>
  );
}

export function ImportProgress({ id }: { id: string }) {
  const asked = useQuery({
    queryKey: ["import", id],
    queryFn: () => call(getImport, { params: { id } }),
    // One running job of one's own, not a list: asked again until it has ended.
    refetchInterval: ({ state }) =>
      state.data?.state === "done" || state.data?.state === "failed" ? false : 700,
  });
  return (
    <Sheet title={t("import.progress")} label={t("import.progress")}>
      <Answer of={asked}>{(job) => <Progress job={job} />}</Answer>
    </Sheet>
  );
}
