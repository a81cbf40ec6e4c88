// Finding one's way in a long regulation: words, chapters, what runs and what waits, by which way.
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { useDeferredValue, useState } from "react";
import type { Clause } from "#api/regulation.ts";
import { ChoiceField, SelectField, TextField } from "../../ui/Fields.tsx";
import type { Heading } from "./chapters.ts";
import { useFound } from "./find.ts";

const route = getRouteApi("/regulations/$key");
const statuses = ["", "running", "waiting"] as const;

/** What is asked for, and the clauses that answer it. */
export function useFiltered(clauses: Clause[]) {
  const { status, how, q } = route.useSearch();
  const [typed, setTyped] = useState(q ?? "");
  const { found } = useFound(clauses, useDeferredValue(typed));
  const shown = found.filter((one) => (!status || one.status === status) && (!how || one.how === how));
  return { typed, setTyped, status, how, shown };
}

type Props = { of: ReturnType<typeof useFiltered>; all: Clause[]; chapters: Heading[] };

export function Filters({ of, all, chapters }: Props) {
  const navigate = useNavigate();
  const search = route.useSearch();
  const { key } = route.useParams();
  const go = (part: { status?: string; how?: string }) =>
    void navigate({
      to: "/regulations/$key",
      params: { key },
      search: { ...search, ...part },
      replace: true,
    });
  const count = (status: string) => all.filter((one) => !status || one.status === status).length;
  const hows = [...new Set(all.map((one) => one.how))];
  const filtered = of.shown.length < all.length;
  return (
    <search className="read-filters">
      <TextField label={t("clause.find")} value={of.typed} onChange={of.setTyped} />
      <ChoiceField
        label={t("clause.status")}
        value={of.status ?? ""}
        options={statuses.map((value) => ({
          value,
          label: `${value === "" ? t("common.all") : t(`clauseStatus.${value}`)} ${count(value)}`,
        }))}
        onChange={(value) => go({ status: value || undefined })}
      />
      <SelectField
        label={t("clause.how")}
        none={t("common.all")}
        value={of.how ?? ""}
        options={hows.map((value) => ({ value, label: t([`how.${value}`, value]) }))}
        onChange={(value) => go({ how: value || undefined })}
      />
      <SelectField
        label={t("clause.chapter")}
        none={t("clause.toChapter")}
        value=""
        options={chapters.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(id) => document.getElementById(`chapter ${id}`)?.scrollIntoView({ block: "start" })}
      />
      {filtered && (
        <p className="soft" role="status">
          {t("clause.found", { n: of.shown.length })}
        </p>
      )}
    </search>
  );
}
