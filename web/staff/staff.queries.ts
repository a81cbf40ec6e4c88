// Questions about staff, and what each change makes stale.
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { listPosts } from "#api/post.ts";
import { getHeld, getStaff } from "#api/staff.ts";
import { call } from "../call.ts";

export const postsQuery = queryOptions({ queryKey: ["post"], queryFn: () => call(listPosts) });

export const staffQuery = (id: string) =>
  queryOptions({ queryKey: ["staff", "one", id], queryFn: () => call(getStaff, { params: { id } }) });

export const heldQuery = (id: string) =>
  queryOptions({ queryKey: ["staff", "held", id], queryFn: () => call(getHeld, { params: { id } }) });

/** Whoever joins, changes or leaves shows in many places. */
export const staffChanged = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    ["staff", "directory", "post", "department", "accounts", "checklist"].map((noun) =>
      client.invalidateQueries({ queryKey: [noun] }),
    ),
  );
