// 导入人员: a table, its columns as guessed, every row with what it would do; taken wholly or not at all.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { getStaffTemplate, importStaff, previewStaff, type StaffPreview } from "#api/staff.ts";
import { type StaffMapping, staffColumns } from "#domain/staff/rows.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";
import { mayEditStaff } from "../me.ts";
import { SelectField } from "../ui/Fields.tsx";
import { FileField } from "../ui/FileField.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { ImportRows } from "./ImportRows.tsx";
import { staffChanged } from "./staff.queries.ts";
import "./staff.css";

type Wish = { file: File; mapping?: StaffMapping };

function parts({ file, mapping }: Wish): FormData {
  const form = new FormData();
  if (mapping) form.append("mapping", JSON.stringify(mapping));
  form.append("file", file);
  return form;
}

export function StaffImportPage() {
  return (
    <ForMembers title={t("staff.import")} who={mayEditStaff} why={t("staff.onlyAdmin")}>
      <Importing />
    </ForMembers>
  );
}

type Columns = { preview: StaffPreview; change: (mapping: StaffMapping) => void };

function Columns({ preview, change }: Columns) {
  const columns = preview.columns.map((column) => ({ value: column, label: column }));
  return (
    <div className="pair">
      {staffColumns.map((field) => (
        <SelectField
          key={field}
          label={t(`staff.column.${field}`)}
          none={t("import.notInFile")}
          value={preview.mapping[field] ?? ""}
          options={columns}
          onChange={(column) => {
            const { [field]: _, ...rest } = preview.mapping;
            change(column ? { ...rest, [field]: column } : rest);
          }}
        />
      ))}
    </div>
  );
}

function Importing() {
  const [file, setFile] = useState<File | null>(null);
  const client = useQueryClient();
  const intent = useIntent();
  const preview = useMutation({
    mutationFn: (wish: Wish) => call(previewStaff, { form: parts(wish) }),
  });
  const take = useMutation({
    mutationFn: (wish: Wish) =>
      call(importStaff, {
        form: parts(wish),
        intent: intent.key([wish.file.name, wish.file.lastModified, wish.mapping]),
      }),
    onSuccess: async () => {
      intent.done();
      await staffChanged(client);
    },
  });
  const seen = preview.data;
  const nothing = seen !== undefined && seen.add + seen.change === 0;
  return (
    <Page title={t("staff.import")} aside={<Link to="/staff">{t("place.staff")}</Link>}>
      <div className="stack">
        <Sheet title={t("import.choose")}>
          <div className="sheet-body stack">
            <p className="soft">{t("staff.importHow")}</p>
            <div className="row">
              <a href={getStaffTemplate.path} download>
                {t("staff.template")}
              </a>
              <FileField
                label={t("import.file")}
                accept=".csv,.xlsx"
                chosen={file?.name ?? t("import.fileHint")}
                busy={preview.isPending || take.isPending}
                choose={(chosen) => {
                  setFile(chosen);
                  take.reset();
                  preview.mutate({ file: chosen });
                }}
              />
            </div>
            {preview.isPending && <p role="status">{t("import.reading")}</p>}
            <ProblemAlert error={preview.error} />
            {take.data && (
              <p role="status" className="note good">
                {t("staff.taken", take.data)} <Link to="/staff">{t("staff.seeList")}</Link>{" "}
                <Link to="/accounts">{t("staff.thenInvite")}</Link>
              </p>
            )}
          </div>
        </Sheet>
        {file && seen && !take.data && (
          <Sheet title={t("import.columns")} label={t("import.columns")}>
            <div className="sheet-body stack">
              <Columns preview={seen} change={(mapping) => preview.mutate({ file, mapping })} />
              <ImportRows preview={seen} />
              <ProblemAlert error={take.error} />
              <div className="form-foot">
                <Button
                  type="primary"
                  disabled={seen.faulty > 0 || nothing}
                  loading={take.isPending}
                  onClick={() => take.mutate({ file, mapping: seen.mapping })}
                >
                  {t("staff.take", { n: seen.add + seen.change })}
                </Button>
                <span className="soft" role="status">
                  {seen.faulty > 0
                    ? t("staff.mendFirst", { n: seen.faulty })
                    : nothing && t(seen.same > 0 ? "staff.allSame" : "staff.noRows")}
                </span>
              </div>
            </div>
          </Sheet>
        )}
      </div>
    </Page>
  );
}
