// 导入: a file, the columns as guessed and put right, then the progress and what was refused.
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { type Mapping, previewImport, startImport } from "#api/import.ts";
import { call } from "../call.ts";
import { mayImport } from "../me.ts";
import { FileField } from "../ui/FileField.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Columns } from "./Columns.tsx";
import { ImportProgress } from "./ImportProgress.tsx";
import "./import.css";

const route = getRouteApi("/import");
export type Preview = z.infer<typeof previewImport.output>;

function parts(file: File, mapping?: Mapping): FormData {
  const form = new FormData();
  if (mapping) form.append("mapping", JSON.stringify(mapping));
  form.append("file", file);
  return form;
}

export function ImportPage() {
  return (
    <ForMembers title={t("place.import")} who={mayImport} why={t("import.mayNot")}>
      <Importing />
    </ForMembers>
  );
}

function Importing() {
  const { job } = route.useSearch();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({ mutationFn: (chosen: File) => call(previewImport, { form: parts(chosen) }) });
  const start = useMutation({
    mutationFn: (wish: { file: File; mapping: Mapping }) =>
      call(startImport, { form: parts(wish.file, wish.mapping) }),
    onSuccess: (begun) => {
      preview.reset();
      void navigate({ to: "/import", search: { job: begun.id } });
    },
  });
  return (
    <Page title={t("place.import")}>
      <div className="stack">
        <Sheet title={t("import.choose")}>
          <div className="sheet-body stack">
            <p className="soft">{t("import.how")}</p>
            <FileField
              label={t("import.file")}
              accept=".csv,.xlsx"
              chosen={file?.name ?? t("import.fileHint")}
              busy={preview.isPending || start.isPending}
              choose={(chosen) => {
                setFile(chosen);
                start.reset();
                preview.mutate(chosen);
              }}
            />
            {preview.isPending && <p role="status">{t("import.reading")}</p>}
            <ProblemAlert error={preview.error ?? start.error} />
          </div>
        </Sheet>
        {file && preview.data && (
          <Columns
            key={file.name}
            preview={preview.data}
            busy={start.isPending}
            start={(mapping) => start.mutate({ file, mapping })}
          />
        )}
        {job && !preview.data && <ImportProgress key={job} id={job} />}
      </div>
    </Page>
  );
}
