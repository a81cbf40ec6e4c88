// How papers are printed: header, logo, paper, and a sheet to see it before anything is printed.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { getLogo, getPrintPreview, type Office, papers, putLogo, putPrint, removeLogo } from "#api/office.ts";
import { address, call } from "../call.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { FileField } from "../ui/FileField.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { officeChanged } from "./office.queries.ts";

type Paper = (typeof papers)[number];

function Logo({ there }: { there: boolean }) {
  const client = useQueryClient();
  const [changed, setChanged] = useState(0);
  const done = () => {
    setChanged(changed + 1);
    return officeChanged(client);
  };
  const put = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return call(putLogo, { form });
    },
    onSuccess: done,
  });
  const drop = useMutation({ mutationFn: () => call(removeLogo, { body: {} }), onSuccess: done });
  return (
    <div className="field">
      <span className="field-label">{t("office.logo")}</span>
      <div className="row">
        {there && <img className="office-logo" src={`${getLogo.path}?n=${changed}`} alt={t("office.logo")} />}
        <FileField
          label={t(there ? "office.otherLogo" : "office.chooseLogo")}
          accept="image/png,image/jpeg"
          busy={put.isPending}
          choose={(file) => put.mutate(file)}
        />
        {there && (
          <Button size="small" loading={drop.isPending} onClick={() => drop.mutate()}>
            {t("office.dropLogo")}
          </Button>
        )}
      </div>
      <span className="hint">{t("office.logoHint")}</span>
      <ProblemAlert error={put.error ?? drop.error} />
    </div>
  );
}

export function Printing({ office }: { office: Office }) {
  const [header, setHeader] = useState(office.print.header ?? "");
  const [paper, setPaper] = useState<Paper>(office.print.paper ?? "A4");
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => call(putPrint, { body: { header: header.trim(), paper } }),
    onSuccess: () => officeChanged(client),
  });
  const unchanged = header.trim() === (office.print.header ?? "") && paper === (office.print.paper ?? "A4");
  return (
    <Sheet title={t("office.print")} label={t("office.print")}>
      <div className="sheet-body stack">
        <div className="pair two">
          <TextField
            label={t("office.header")}
            hint={t("office.headerHint", { name: office.name })}
            lines={2}
            value={header}
            onChange={setHeader}
          />
          <Logo there={office.print.logo} />
        </div>
        <ChoiceField
          label={t("office.paper")}
          value={paper}
          options={papers.map((one) => ({ value: one, label: t(`office.papers.${one}`) }))}
          onChange={(chosen) => setPaper(chosen as Paper)}
        />
        <ProblemAlert error={save.error} />
        <div className="form-foot">
          <Button
            type="primary"
            disabled={unchanged && office.print.paper !== undefined}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("role.save")}
          </Button>
          <a
            href={address(getPrintPreview.path, {}, { header: header.trim(), paper })}
            target="_blank"
            rel="noreferrer"
          >
            {t("office.seePrint")}
          </a>
          <span role="status" className="soft">
            {save.isSuccess && t("role.saved")}
          </span>
        </div>
      </div>
    </Sheet>
  );
}
