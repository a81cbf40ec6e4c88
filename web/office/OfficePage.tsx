// 单位: its name, who leads it, hours of service, the days off of each year, and how papers are printed.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { changeOffice, type Office } from "#api/office.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { mayEditOffice } from "../me.ts";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { Hours } from "./Hours.tsx";
import { Holidays } from "./holiday/Holidays.tsx";
import { officeChanged, officeQuery } from "./office.queries.ts";
import { Printing } from "./Printing.tsx";
import "./office.css";

export function OfficePage() {
  return (
    <ForMembers title={t("place.office")} who={mayEditOffice} why={t("office.onlyAdmin")}>
      <Whole />
    </ForMembers>
  );
}

function Naming({ office }: { office: Office }) {
  const [name, setName] = useState(office.name);
  const [head, setHead] = useState(office.head);
  const { posts } = useDirectory();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call(changeOffice, {
        body: { name, ...(head !== office.head ? { head } : {}) },
      }),
    onSuccess: () => officeChanged(client),
  });
  const unchanged = name.trim() === office.name && head === office.head;
  return (
    <Sheet title={t("office.naming")} label={t("office.naming")}>
      <div className="sheet-body stack">
        <div className="pair">
          <TextField label={t("office.name")} value={name} onChange={setName} />
          <SelectField
            label={t("office.head")}
            hint={t("office.headHint")}
            value={head}
            options={posts.map((post) => ({ value: post.id, label: post.name }))}
            onChange={setHead}
          />
          <div className="field">
            <span className="field-label">{t("office.code")}</span>
            <b>{office.code}</b>
            <span className="hint">{t("office.codeHint")}</span>
          </div>
        </div>
        <ProblemAlert error={save.error} />
        <div className="form-foot">
          <Button
            type="primary"
            disabled={unchanged || name.trim() === "" || head === ""}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("role.save")}
          </Button>
          <span role="status" className="soft">
            {save.isSuccess && t("role.saved")}
          </span>
        </div>
      </div>
    </Sheet>
  );
}

function Whole() {
  const asked = useQuery(officeQuery);
  const [saved, setSaved] = useState("");
  return (
    <Page title={t("place.office")}>
      <Answer of={asked}>
        {(office) => (
          <div className="stack">
            {office.counting && (
              <p className="note" role="status">
                {t("office.counting")}
              </p>
            )}
            <Naming office={office} />
            <Hours
              key={JSON.stringify(office.week) + office.timeZone}
              office={office}
              saved={() => setSaved("hours")}
              wasSaved={saved === "hours"}
            />
            <Holidays office={office} saved={() => setSaved("holidays")} wasSaved={saved === "holidays"} />
            <Printing office={office} />
          </div>
        )}
      </Answer>
    </Page>
  );
}
