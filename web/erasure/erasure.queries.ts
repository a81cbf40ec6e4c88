// What the pages of erasing and keeping ask the server.
import { queryOptions } from "@tanstack/react-query";
import { t } from "i18next";
import type { PersonLine } from "#api/erasure.ts";
import { getRetention, listDue } from "#api/retention.ts";
import { keepPattern } from "#domain/retention/keep.ts";
import { call } from "../call.ts";

export const retentionQuery = queryOptions({
  queryKey: ["retention", "settings"],
  queryFn: () => call(getRetention),
});
export const dueQuery = queryOptions({ queryKey: ["retention", "due"], queryFn: () => call(listDue) });

/** `3 years` as people say it. */
export function keepInWords(keep: string): string {
  const [, n, unit] = keepPattern.exec(keep) ?? [];
  return unit ? t(`retention.length.${unit}`, { n: Number(n) }) : t("retention.length.ever");
}

/** What a thing is called, without anybody's name. */
export function thingName(one: Pick<PersonLine, "kind" | "name"> & { paper?: string | null }): string {
  if (one.kind === "paper") return t("erasure.titled", { name: one.name ?? "" });
  if (one.kind === "case") return t("erasure.kind.case", { kind: t([`kind.${one.name}`, one.name ?? ""]) });
  const name = t([`erasure.kind.${one.kind}`, "erasure.kind.other"]);
  return one.kind === "duty" && one.name ? `${name} ${one.name}` : name;
}

/** Where it can be read. */
export function hrefOf(one: { host: string; stream: string }): string | null {
  const places: Record<string, string> = {
    case: "/cases/",
    duty: "/duties/",
    paper: "/papers/",
    customer: "/customers?id=",
  };
  const place = places[one.host];
  return place ? place + one.stream : null;
}

export const placeOf = (one: { stream: string; paper: string | null }): string =>
  `${one.stream} ${one.paper ?? ""}`;
