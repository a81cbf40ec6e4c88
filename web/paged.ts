// A list of the contract, page after page by its opaque cursor.
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Endpoint } from "#api/endpoint.ts";
import { call } from "./call.ts";

type Listed = { items: unknown[]; next: string | null };

type ListEndpoint<Q extends z.ZodType, O extends z.ZodType<Listed>> = Endpoint<
  z.ZodType<Record<string, never>>,
  Q,
  z.ZodType<undefined>,
  O
>;

/** The question for a list, to be asked before anything is drawn too. */
export const pagedQuery = <Q extends z.ZodType, O extends z.ZodType<Listed>>(
  noun: string,
  endpoint: ListEndpoint<Q, O>,
  query: z.input<Q>,
) =>
  infiniteQueryOptions({
    queryKey: [noun, "list", endpoint.path, query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const page = pageParam === null ? query : { ...(query as object), after: pageParam };
      return call(endpoint, { query: page as z.input<Q> });
    },
    getNextPageParam: (last) => (last as Listed).next,
  });

export function usePaged<Q extends z.ZodType, O extends z.ZodType<Listed>>(
  noun: string,
  endpoint: ListEndpoint<Q, O>,
  query: z.input<Q>,
  enabled = true,
) {
  const asked = useInfiniteQuery({ ...pagedQuery(noun, endpoint, query), enabled });
  const items = asked.data?.pages.flatMap((page) => (page as Listed).items) as
    | z.output<O>["items"][number][]
    | undefined;
  return { ...asked, items };
}
