// The checklist as it stands, and the page on which each step is done.
import { queryOptions } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { getChecklist, type Step } from "#api/checklist.ts";
import { call } from "../call.ts";

export const checklistQuery = queryOptions({
  queryKey: ["setup", "list"],
  queryFn: () => call(getChecklist, { query: { at: location.origin } }),
  // What the other pages did shows as soon as one comes back.
  refetchOnMount: "always",
});

/** Step → where it is done; the address of the server is not a matter of a page. */
const pageOf: Record<string, string> = {
  organisation: "/office",
  hours: "/office",
  departments: "/departments",
  posts: "/posts",
  staff: "/staff",
  regulations: "/adopt",
  roles: "/roles",
  figures: "/figures",
  print: "/office",
  delivery: "/delivery",
  address: "/help/administrator",
  backup: "/backup",
  first: "/register",
};

/** Those who joined and cannot sign in yet are the next thing about staff. */
export const goalOf = ({ name, facts }: Step): string =>
  name === "staff" && Number(facts.n) > 1 && facts.unused ? "/accounts" : (pageOf[name] ?? "/");

/** Whether the page under an address is one to which a step leads. */
export const isFor = (step: string, pathname: string): boolean =>
  [pageOf[step] ?? "/", ...(step === "staff" ? ["/accounts"] : [])].some((page) => pathname.startsWith(page));

const kept = "setup-step";
const listeners = new Set<() => void>();

/** The step for which somebody left the checklist, so that the page they are on can lead back. */
export const goFor = (step: string | null): void => {
  if (step === null) sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, step);
  for (const listen of listeners) listen();
};

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};

export const useGoneFor = (): string | null =>
  useSyncExternalStore(subscribe, () => sessionStorage.getItem(kept));
