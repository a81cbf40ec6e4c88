// What was made: how it went, how large it is, and the way to take it away.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useId, useState } from "react";
import { type BackupJob, openBackupFile } from "#api/backup.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { language } from "../i18n/language.ts";
import { momentInWords } from "../time.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";

const tones = { done: "kept", running: "soon", failed: "late" } as const;
const sizeInWords = (bytes: number): string => {
  const [most, unit] = bytes < 1_000_000 ? [1000, "kB"] : [1_000_000, "MB"];
  return `${(bytes / most).toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
};

/** The browser takes it from there; the page stays. */
const takeAway = (address: string): void => {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
};

function Take({ job }: { job: BackupJob }) {
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const open = useMutation({
    mutationFn: () =>
      call(openBackupFile, { params: { id: job.id }, body: job.kind === "audit" ? {} : { password } }),
    onSuccess: ({ address }) => {
      setAsking(false);
      takeAway(address);
    },
    onSettled: () => setPassword(""),
  });
  const label = t("backup.take", { file: job.file });
  if (job.kind === "audit" || !asking)
    return (
      <>
        <Button
          size="small"
          aria-label={label}
          loading={open.isPending}
          onClick={() => (job.kind === "audit" ? open.mutate() : setAsking(true))}
        >
          {t("backup.takeIt")}
        </Button>
        <ProblemAlert error={open.error} />
      </>
    );
  return (
    <form
      className="row"
      aria-label={label}
      onSubmit={(submit) => {
        submit.preventDefault();
        open.mutate();
      }}
    >
      <label htmlFor={id}>{t("backup.password")}</label>
      <input
        id={id}
        type="password"
        className="plain-input"
        autoComplete="current-password"
        value={password}
        onChange={(change) => setPassword(change.target.value)}
      />
      <Button
        size="small"
        type="primary"
        htmlType="submit"
        disabled={password === ""}
        loading={open.isPending}
      >
        {t("backup.takeIt")}
      </Button>
      <ProblemAlert error={open.error} />
    </form>
  );
}

function Line({ job, now }: { job: BackupJob; now: number }) {
  const machine = job.by === "clock" || job.by === "command";
  const who = machine ? t(`backup.byMachine.${job.by}`) : (job.byName ?? job.by);
  return (
    <li className="backup-line">
      <div>
        <b>{t(`backup.kind.${job.kind}`)}</b>{" "}
        <span className="soft">{momentInWords(job.startedAt, now)}</span> <span className="soft">{who}</span>
      </div>
      <span className={`chip ${tones[job.state]}`}>{t(`backup.state.${job.state}`)}</span>
      <div className="backup-file">
        {job.state === "running" && (
          <span role="status">{t("backup.written", { n: job.done.toLocaleString(language) })}</span>
        )}
        {job.error && <p className="note bad">{t(`backup.error.${job.error}`)}</p>}
        {job.bytes !== null && <span className="num">{sizeInWords(job.bytes)}</span>}
        {job.here && <Take job={job} />}
        {job.file !== null && !job.here && <span className="soft">{t("backup.notHere")}</span>}
        {job.state === "done" && job.file === null && (
          <span className="soft">{t(job.by === "command" ? "backup.keptElsewhere" : "backup.removed")}</span>
        )}
      </div>
    </li>
  );
}

export function JobList({ jobs }: { jobs: readonly BackupJob[] }) {
  const now = useNow();
  return (
    <Sheet title={t("backup.made")} label={t("backup.made")}>
      {jobs.length === 0 ? (
        <Blank title={t("backup.noneYet")} />
      ) : (
        <ul>
          {jobs.map((job) => (
            <Line key={job.id} job={job} now={now} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}
