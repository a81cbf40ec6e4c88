// Which column of the file holds which field; the guess is shown and can be put right.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { importColumns, type Mapping } from "#api/import.ts";
import { kinds, severities } from "#domain/case/values.ts";
import { useDirectory } from "../directory.ts";
import { SelectField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import type { Preview } from "./ImportPage.tsx";

type Props = { preview: Preview; busy: boolean; start: (mapping: Mapping) => void };
type Change = (part: Partial<Mapping>) => void;

const words = (group: string, values: readonly string[]) =>
  values.map((value) => ({ value, label: t(`${group}.${value}`) }));

function Defaults({ mapping, change }: { mapping: Mapping; change: Change }) {
  const { departments } = useDirectory();
  return (
    <div className="pair">
      <SelectField
        label={t("field.kind")}
        value={mapping.kind}
        options={words("kind", kinds)}
        onChange={(kind) => kind && change({ kind: kind as Mapping["kind"] })}
      />
      <SelectField
        label={t("import.severity")}
        none={t("common.none")}
        value={mapping.severity ?? ""}
        options={words("severity", severities)}
        onChange={(severity) => change({ severity: (severity || undefined) as Mapping["severity"] })}
      />
      <SelectField
        label={t("import.department")}
        none={t("common.none")}
        value={mapping.department ?? ""}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(department) => change({ department: department || undefined })}
      />
    </div>
  );
}

function Rows({ preview }: { preview: Preview }) {
  return (
    <div className="wide-rows">
      <table>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {preview.columns.map((column) => (
                <td key={column} title={row[column]}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Columns({ preview, busy, start }: Props) {
  const [mapping, setMapping] = useState<Mapping>(preview.guess);
  const change: Change = (part) => setMapping({ ...mapping, ...part });
  const columns = preview.columns.map((column) => ({ value: column, label: column }));
  const ready = mapping.columns.title !== undefined && mapping.columns.receivedAt !== undefined;
  return (
    <Sheet title={t("import.columns")} label={t("import.columns")}>
      <div className="sheet-body stack">
        <Defaults mapping={mapping} change={change} />
        <h3>{t("import.mapping")}</h3>
        <div className="import-columns">
          {importColumns.map((name) => (
            <SelectField
              key={name}
              label={t(`importColumn.${name}`)}
              none={t("import.notInFile")}
              value={mapping.columns[name] ?? ""}
              options={columns}
              onChange={(column) => change({ columns: { ...mapping.columns, [name]: column || undefined } })}
            />
          ))}
        </div>
        <h3>{t("import.firstRows")}</h3>
        <Rows preview={preview} />
        <div className="form-foot">
          <Button type="primary" disabled={!ready} loading={busy} onClick={() => start(mapping)}>
            {t("import.start")}
          </Button>
          {!ready && <span className="soft">{t("import.needs")}</span>}
        </div>
      </div>
    </Sheet>
  );
}
