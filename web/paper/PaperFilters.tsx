// Finding papers again: by what stands in them or their number, by how far they are; it lives in the address.
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useId, useState } from "react";
import { paperStates } from "#api/paper.ts";
import { SelectField } from "../ui/Fields.tsx";

export type Filters = { paper?: string; state?: string; q?: string; turn?: string };

export function PaperFilters({ filters }: { filters: Filters }) {
  const navigate = useNavigate();
  const id = useId();
  const [q, setQ] = useState(filters.q ?? "");
  const set = (part: Filters) => void navigate({ to: "/papers", search: { ...filters, ...part } });
  const shown = paperStates.filter((state) => state !== "blank");
  return (
    <search className="paper-filters" aria-label={t("paper.find")}>
      <form
        className="field"
        onSubmit={(submit) => {
          submit.preventDefault();
          set({ q: q.trim() || undefined });
        }}
      >
        <label htmlFor={id}>{t("field.q")}</label>
        <input
          id={id}
          type="search"
          className="plain-input"
          placeholder={t("paper.findHint")}
          value={q}
          onChange={(typed) => setQ(typed.target.value)}
        />
      </form>
      <SelectField
        label={t("field.state")}
        none={t("common.all")}
        value={filters.state ?? ""}
        options={shown.map((value) => ({ value, label: t(`paper.state.${value}`) }))}
        onChange={(value) => set({ state: value || undefined })}
      />
      {(filters.q || filters.state) && (
        <Button
          onClick={() =>
            void navigate({ to: "/papers", search: filters.paper ? { paper: filters.paper } : {} })
          }
        >
          {t("cases.clear")}
        </Button>
      )}
    </search>
  );
}
