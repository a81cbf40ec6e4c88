// What the first page shows is there before it is drawn: it is drawn once, not empty and then again full.
import type { QueryClient } from "@tanstack/react-query";
import { listCases } from "#api/case.ts";
import { listObligations } from "#api/obligation.ts";
import { caseQuery } from "./case/case.queries.ts";
import { countsQuery, toSignQuery, turnsQuery } from "./counts.ts";
import { departmentsQuery, membersQuery, rolesQuery } from "./directory.ts";
import { meQuery } from "./me.ts";
import { pagedQuery } from "./paged.ts";
import { router } from "./router.tsx";

/** A slow answer is waited for on the page, where one sees that it loads. */
const patienceMs = 1_000;

const pages: [RegExp, (client: QueryClient, id: string) => Promise<unknown>[]][] = [
  [
    /^\/$/,
    (client) =>
      (["open", "breached"] as const).map((state) =>
        client.prefetchInfiniteQuery(pagedQuery("obligation", listObligations, { owner: "me", state })),
      ),
  ],
  [/^\/cases\/([^/]+)$/, (client, id) => [client.prefetchQuery(caseQuery(id))]],
  [/^\/cases$/, (client) => [client.prefetchInfiniteQuery(pagedQuery("case", listCases, {}))]],
];

function asked(client: QueryClient, pathname: string): Promise<unknown>[] {
  const [page, ask] = pages.find(([path]) => path.test(pathname)) ?? [];
  return page && ask ? ask(client, decodeURIComponent(page.exec(pathname)?.[1] ?? "")) : [];
}

/** Asks what the page at this address shows first, and fetches its code; done when it can be drawn. */
export async function readyFirst(client: QueryClient): Promise<void> {
  const shown = [
    client.prefetchQuery(meQuery),
    router.load(),
    ...(location.search === "" ? asked(client, location.pathname) : []),
    client.prefetchQuery(countsQuery),
    client.prefetchQuery(membersQuery),
    client.prefetchQuery(departmentsQuery),
    client.prefetchQuery(rolesQuery),
  ];
  // These change no row: they are asked in time and not waited for.
  void client.prefetchQuery(turnsQuery);
  void client.fetchQuery(meQuery).then(
    (me) => {
      if (me.member.department) void client.prefetchQuery(toSignQuery(me.member.department));
    },
    () => undefined,
  );
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  await Promise.race([Promise.allSettled(shown), late]);
}
