// Questions about the office's shape, and what each change of it makes stale.
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { getOffice } from "#api/office.ts";
import { listDepartmentRows, listPosts } from "#api/post.ts";
import { call } from "../call.ts";

export const officeQuery = queryOptions({ queryKey: ["office"], queryFn: () => call(getOffice) });
export const postsQuery = queryOptions({ queryKey: ["post"], queryFn: () => call(listPosts) });
export const departmentRowsQuery = queryOptions({
  queryKey: ["department"],
  queryFn: () => call(listDepartmentRows),
});

/** Names, hours and posts show in many places. */
export const officeChanged = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    ["office", "post", "department", "directory", "me", "rules", "staff", "checklist"].map((noun) =>
      client.invalidateQueries({ queryKey: [noun] }),
    ),
  );
