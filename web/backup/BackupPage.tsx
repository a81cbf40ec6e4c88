// 备份与导出: the whole server, what a person can read, and the log with its proof; how each went, and where it is.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { type BackupKind, listBackups, makeBackup } from "#api/backup.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { mayBackUp } from "../me.ts";
import { momentInWords } from "../time.ts";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { DailySettings } from "./DailySettings.tsx";
import { JobList } from "./JobList.tsx";
import "./backup.css";

type Backups = z.infer<typeof listBackups.output>;

/** Begins one of a kind. */
function Make({ kind, of, pdf }: { kind: BackupKind; of: Backups; pdf?: boolean }) {
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => call(makeBackup, { body: pdf === undefined ? { kind } : { kind, pdf } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["backups"] }),
  });
  const running = of.items.some((job) => job.kind === kind && job.state === "running");
  return (
    <>
      <div className="row">
        <Button loading={make.isPending} disabled={running} onClick={() => make.mutate()}>
          {t(`backup.make.${kind}`)}
        </Button>
        {running && <span role="status">{t("backup.running")}</span>}
      </div>
      <ProblemAlert error={make.error} />
    </>
  );
}

function Whole({ of }: { of: Backups }) {
  const now = useNow();
  const at = (instant: string) => momentInWords(instant, now);
  if (!of.may.includes("backup")) return <p className="note">{t("backup.notAlone")}</p>;
  return (
    <>
      <p>{of.lastDone ? t("backup.lastDone", { at: at(of.lastDone) }) : t("backup.never")}</p>
      {of.lastFailed && (
        <p className="note bad" role="alert">
          {t("backup.lastFailed", { at: at(of.lastFailed) })}
        </p>
      )}
      <Make kind="backup" of={of} />
      <p className="soft">{t("backup.elsewhere", { n: of.kept })}</p>
      <DailySettings key={JSON.stringify(of.settings)} settings={of.settings} />
    </>
  );
}

function Export({ of }: { of: Backups }) {
  const [pdf, setPdf] = useState(true);
  return (
    <>
      <p className="soft">{t("backup.exportHow")}</p>
      <label className="backup-pdf">
        <input type="checkbox" checked={pdf} onChange={(change) => setPdf(change.target.checked)} />
        {t("backup.withPdf")}
      </label>
      <Make kind="export" of={of} pdf={pdf} />
    </>
  );
}

function All({ of }: { of: Backups }) {
  const isAdmin = of.may.includes("export");
  return (
    <div className="stack">
      {isAdmin && (
        <Sheet title={t("backup.whole")} label={t("backup.whole")}>
          <div className="sheet-body stack">
            <Whole of={of} />
          </div>
        </Sheet>
      )}
      {isAdmin && (
        <Sheet title={t("backup.export")} label={t("backup.export")}>
          <div className="sheet-body stack">
            <Export of={of} />
          </div>
        </Sheet>
      )}
      <Sheet title={t("backup.audit")} label={t("backup.audit")}>
        <div className="sheet-body stack">
          <p className="soft">{t("backup.auditHow")}</p>
          <Make kind="audit" of={of} />
        </div>
      </Sheet>
      <JobList jobs={of.items} />
    </div>
  );
}

function Backups() {
  const asked = useQuery({
    queryKey: ["backups"],
    queryFn: () => call(listBackups),
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => job.state === "running") ? 1000 : 60_000,
  });
  return (
    <Page title={t("place.backup")}>
      <Answer of={asked}>{(data) => <All of={data} />}</Answer>
    </Page>
  );
}

export function BackupPage() {
  return (
    <ForMembers title={t("place.backup")} who={mayBackUp} why={t("backup.mayNot")}>
      <Backups />
    </ForMembers>
  );
}
