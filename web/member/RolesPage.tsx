// 角色: which posts of this organisation stand for which roles of its regulations; who is missing comes first to the eye.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { putRoles } from "#api/member.ts";
import { call } from "../call.ts";
import { rolesQuery } from "../directory.ts";
import { mayEditRoles } from "../me.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { RegulationRoles, type RoleRow, type RolesAnswer, type Toggle } from "./RegulationRoles.tsx";
import "./member.css";

const isOf = (one: RoleRow, other: RoleRow) => one.regulation === other.regulation && one.role === other.role;

/** What was ticked on top of what stands; the rows themselves stay as they were answered. */
function useChanges(roles: RolesAnswer) {
  const [changed, setChanged] = useState<readonly RoleRow[]>([]);
  const toggle: Toggle = (row, post, on) => {
    const posts = on ? [...row.posts, post] : row.posts.filter((key) => key !== post);
    setChanged([...changed.filter((one) => !isOf(one, row)), { ...row, posts }]);
  };
  const items = roles.items.map((row) => changed.find((one) => isOf(one, row)) ?? row);
  const really = changed.filter((one) => {
    const stood = roles.items.find((row) => isOf(row, one));
    return [...(stood?.posts ?? [])].sort().join() !== [...one.posts].sort().join();
  });
  return { items, toggle, really, drop: () => setChanged([]) };
}

const shows = (row: RoleRow, only: string, q: string) =>
  (only === "" || row.posts.length === 0) &&
  `${row.name} ${row.role} ${row.regulationTitle}`.toLowerCase().includes(q.trim().toLowerCase());

function RoleMap({ roles }: { roles: RolesAnswer }) {
  const [only, setOnly] = useState("");
  const [q, setQ] = useState("");
  const { items, toggle, really, drop } = useChanges(roles);
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: () =>
      call(putRoles, {
        body: { items: really.map(({ regulation, role, posts }) => ({ regulation, role, posts })) },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["directory"] });
      drop();
    },
  });
  const shown = items.filter((row) => shows(row, only, q));
  const missing = items.filter((row) => row.posts.length === 0).length;
  if (items.length === 0)
    return (
      <div className="sheet">
        <Blank title={t("role.none")}>
          <Link to="/regulations">{t("role.noneHow")}</Link>
        </Blank>
      </div>
    );
  return (
    <div className="stack">
      <search className="row role-filters">
        <TextField label={t("role.find")} value={q} onChange={setQ} />
        <ChoiceField
          label={t("role.show")}
          value={only}
          options={[
            { value: "", label: `${t("common.all")} ${items.length}` },
            { value: "missing", label: `${t("role.missing")} ${missing}` },
          ]}
          onChange={setOnly}
        />
      </search>
      {shown.length === 0 && <Blank title={t(only ? "role.noneMissing" : "role.noneFound")} />}
      {[...Map.groupBy(shown, (one) => one.regulation)].map(([regulation, rows]) => (
        <RegulationRoles key={regulation} rows={rows} posts={roles.posts} toggle={toggle} />
      ))}
      <ProblemAlert error={put.error} />
      <div className="form-foot sticky-foot">
        <Button
          type="primary"
          disabled={really.length === 0}
          loading={put.isPending}
          onClick={() => put.mutate()}
        >
          {t("role.save")}
        </Button>
        <Button disabled={really.length === 0} onClick={drop}>
          {t("role.undo")}
        </Button>
        <span role="status" className="soft">
          {really.length > 0 ? t("role.changed", { n: really.length }) : put.isSuccess && t("role.saved")}
        </span>
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
  const asked = useQuery({ ...rolesQuery, refetchOnMount: "always" });
  return (
    <Page title={t("place.roles")} aside={<span className="soft">{t("role.how")}</span>}>
      <Answer of={asked}>{(roles) => <RoleMap roles={roles} />}</Answer>
    </Page>
  );
}
