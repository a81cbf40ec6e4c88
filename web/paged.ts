// A list of the contract, page after page by its opaque cursor.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Endpoint } from "#api/endpoint.ts";
import { call } from "./call.ts";

type Listed = { items: unknown[]; next: string | null };

export function usePaged<Q extends z.ZodType, O extends z.ZodType<Listed>>(
  noun: string,
  endpoint: Endpoint<z.ZodType<Record<string, never>>, Q, z.ZodType<undefined>, O>,
  query: z.input<Q>,
  enabled = true,
) {
  const asked = useInfiniteQuery({
    queryKey: [noun, "list", endpoint.path, query],
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const page = pageParam === null ? query : { ...(query as object), after: pageParam };
      return call(endpoint, { query: page as z.input<Q> });
    },
    getNextPageParam: (last) => (last as Listed).next,
  });
  const items = asked.data?.pages.flatMap((page) => (page as Listed).items) as
    | z.output<O>["items"][number][]
    | undefined;
  return { ...asked, items };
}
