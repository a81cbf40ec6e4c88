// 角色: which posts of this organisation stand for which roles of its regulations.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { type listRoles, putRoles } from "#api/member.ts";
import { call } from "../call.ts";
import { rolesQuery } from "../directory.ts";
import { mayEditRoles } from "../me.ts";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import "./member.css";

type RolesAnswer = z.infer<typeof listRoles.output>;
type Row = RolesAnswer["items"][number];
type Toggle = (row: Row, post: string, on: boolean) => void;

function RoleRow({ row, posts, toggle }: { row: Row; posts: RolesAnswer["posts"]; toggle: Toggle }) {
  return (
    <li className="role">
      <div>
        <b>{row.name}</b>
        <small className="soft"> {row.role}</small>
        {row.posts.length === 0 && <p className="chip soon">{t("role.fallsToHead")}</p>}
      </div>
      <fieldset>
        <legend className="hidden-text">{t("role.postsFor", { role: row.name })}</legend>
        {posts.map((post) => (
          <Checkbox
            key={post.key}
            checked={row.posts.includes(post.key)}
            onChange={(tick) => toggle(row, post.key, tick.target.checked)}
          >
            {post.name}
          </Checkbox>
        ))}
      </fieldset>
    </li>
  );
}

function RoleMap({ roles }: { roles: RolesAnswer }) {
  const [items, setItems] = useState(roles.items);
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: () =>
      call(putRoles, {
        body: { items: items.map(({ regulation, role, posts }) => ({ regulation, role, posts })) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["directory"] }),
  });
  const toggle: Toggle = (row, post, on) =>
    setItems(
      items.map((one) => {
        if (one.regulation !== row.regulation || one.role !== row.role) return one;
        return { ...one, posts: on ? [...one.posts, post] : one.posts.filter((key) => key !== post) };
      }),
    );
  const changed = JSON.stringify(items) !== JSON.stringify(roles.items);
  return (
    <div className="stack">
      {[...Map.groupBy(items, (one) => one.regulation)].map(([regulation, rows]) => (
        <Sheet key={regulation} title={regulation}>
          <ul>
            {rows.map((row) => (
              <RoleRow key={row.role} row={row} posts={roles.posts} toggle={toggle} />
            ))}
          </ul>
        </Sheet>
      ))}
      <ProblemAlert error={put.error} />
      <div className="form-foot">
        <Button type="primary" disabled={!changed} loading={put.isPending} onClick={() => put.mutate()}>
          {t("role.save")}
        </Button>
        {put.isSuccess && !changed && <span role="status">{t("role.saved")}</span>}
      </div>
    </div>
  );
}

export function RolesPage() {
  return (
    <ForMembers title={t("place.roles")} who={mayEditRoles} why={t("role.onlyAdmin")}>
      <Roles />
    </ForMembers>
  );
}

function Roles() {
  const asked = useQuery(rolesQuery);
  return (
    <Page title={t("place.roles")} aside={<span className="soft">{t("role.how")}</span>}>
      <Answer of={asked}>{(roles) => <RoleMap key={asked.dataUpdatedAt} roles={roles} />}</Answer>
    </Page>
  );
}
