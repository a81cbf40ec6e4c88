// The pages of help, one file each, loaded when they are first opened.
import { useQuery } from "@tanstack/react-query";
import { language } from "../i18n/language.ts";
import type { Me } from "../me.ts";
import type { HelpPage } from "./tree.ts";

const files = import.meta.glob<HelpPage>("../../docs/using/*/*.md", { import: "default" });

/** One page for each post, in the order of a complaint's way. */
export const posts = [
  "receptionist",
  "head",
  "manager",
  "general-manager",
  "administrator",
  "auditor",
] as const;
export type HelpPost = (typeof posts)[number];

export const isPost = (name: string): name is HelpPost => posts.some((one) => one === name);

/** Whose page is nearest to what somebody may do. */
export function ownPost(me: Me): HelpPost {
  const may = (right: string) => me.may.includes(right);
  if (may("office.edit")) return "administrator";
  if (may("organisation.lead")) return "general-manager";
  if (may("case.register")) return may("import") || may("department.lead") ? "manager" : "receptionist";
  if (may("department.lead")) return "head";
  if (may("audit.read")) return "auditor";
  return may("import") ? "manager" : "head";
}

/** A page of help in the reader's language; undefined while it is on its way. */
export function useHelp(name: string | null) {
  return useQuery({
    queryKey: ["help", name, language],
    enabled: name !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const load = files[`../../docs/using/${language}/${name}.md`];
      if (!load) throw new Error(`There is no page of help ${name}`);
      return load();
    },
  });
}
