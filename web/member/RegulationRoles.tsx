// The roles of one regulation: who stands for each, and the clauses that name it.
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import type { listRoles } from "#api/member.ts";
import { ClauseTags } from "../ui/ClauseTag.tsx";
import { Sheet } from "../ui/Page.tsx";

export type RolesAnswer = z.infer<typeof listRoles.output>;
export type RoleRow = RolesAnswer["items"][number];
type Posts = RolesAnswer["posts"];
export type Toggle = (row: RoleRow, post: string, on: boolean) => void;

/** Nobody holds any of its posts. */
const isUnheld = (row: RoleRow, posts: Posts): boolean =>
  row.posts.length > 0 &&
  row.posts.every((key) => (posts.find((post) => post.key === key)?.member ?? null) === null);

function RoleLine({ row, posts, toggle }: { row: RoleRow; posts: Posts; toggle: Toggle }) {
  return (
    <li className="role">
      <div className="role-name">
        <b>{row.name}</b> <small className="soft">{row.role}</small>
        {row.posts.length === 0 && <p className="chip soon">{t("role.fallsToHead")}</p>}
        {isUnheld(row, posts) && <p className="chip late">{t("role.unheld")}</p>}
        <Naming clauses={row.clauses} />
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
            {post.member === null && <span className="soft"> {t("role.vacant")}</span>}
          </Checkbox>
        ))}
      </fieldset>
    </li>
  );
}

function Naming({ clauses }: { clauses: string[] }) {
  if (clauses.length === 0) return <small className="soft">{t("role.unnamed")}</small>;
  return (
    <details>
      <summary className="soft">{t("role.clauses", { n: clauses.length })}</summary>
      <ClauseTags ids={clauses} />
    </details>
  );
}

export function RegulationRoles({ rows, posts, toggle }: { rows: RoleRow[]; posts: Posts; toggle: Toggle }) {
  const [first] = rows;
  const missing = rows.filter((row) => row.posts.length === 0).length;
  if (!first) return null;
  return (
    <Sheet
      title={first.regulationTitle}
      aside={
        <span className="row">
          {missing > 0 && <span className="chip soon">{t("role.missingHere", { n: missing })}</span>}
          <Link to="/regulations/$key" params={{ key: first.regulation }}>
            {t("regulation.door.read")}
          </Link>
        </span>
      }
    >
      <ul>
        {rows.map((row) => (
          <RoleLine key={row.role} row={row} posts={posts} toggle={toggle} />
        ))}
      </ul>
    </Sheet>
  );
}
