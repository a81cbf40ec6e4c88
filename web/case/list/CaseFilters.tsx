// The filters of the list; they live in the address, so that a list can be kept and sent.
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { caseStates, kinds, severities } from "#domain/case/values.ts";
import { useDirectory } from "../../directory.ts";
import { type Option, SelectField } from "../../ui/Fields.tsx";

export type Filters = {
  kind?: string;
  state?: string;
  severity?: string;
  department?: string;
  owner?: string;
  overdue?: string;
  q?: string;
};

const options = (group: string, values: readonly string[]): Option[] =>
  values.map((value) => ({ value, label: t(`${group}.${value}`) }));

export function CaseFilters({ filters }: { filters: Filters }) {
  const navigate = useNavigate();
  const { departments, members } = useDirectory();
  const [q, setQ] = useState(filters.q ?? "");
  const set = (part: Filters) => void navigate({ to: "/cases", search: { ...filters, ...part } });
  const select = (name: keyof Filters, choices: Option[]) => (
    <SelectField
      label={t(`field.${name}`)}
      none={t("common.all")}
      value={filters[name] ?? ""}
      options={choices}
      onChange={(value) => set({ [name]: value || undefined })}
    />
  );
  const named = (list: { id: string; name: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.name }));
  return (
    <search className="filters" aria-label={t("cases.filters")}>
      <form
        className="field filter-q"
        onSubmit={(submit) => {
          submit.preventDefault();
          set({ q: q.trim() || undefined });
        }}
      >
        <label htmlFor="filter-q">{t("field.q")}</label>
        <input
          id="filter-q"
          type="search"
          className="plain-input"
          placeholder={t("cases.findHint")}
          value={q}
          onChange={(typed) => setQ(typed.target.value)}
        />
      </form>
      {select("kind", options("kind", kinds))}
      {select("state", options("state", caseStates))}
      {select("severity", options("severity", severities))}
      {select("department", named(departments))}
      {select("owner", [{ value: "me", label: t("common.me") }, ...named(members)])}
      {select("overdue", [
        { value: "true", label: t("cases.overdueOnly") },
        { value: "false", label: t("cases.notOverdue") },
      ])}
      <Button onClick={() => void navigate({ to: "/cases", search: {} })}>{t("cases.clear")}</Button>
    </search>
  );
}
