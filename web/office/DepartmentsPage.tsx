// 部门: what departments there are, which post leads each, who is in it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import { addDepartment, changeDepartment, type DepartmentRow, removeDepartment } from "#api/post.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { mayEditOffice } from "../me.ts";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Blank } from "../ui/States.tsx";
import { type FormOf, NamedForm, NamedList } from "./NamedList.tsx";
import { departmentRowsQuery } from "./office.queries.ts";
import "./office.css";

export function DepartmentsPage() {
  return (
    <ForMembers title={t("place.departments")} who={mayEditOffice} why={t("office.onlyAdmin")}>
      <Departments />
    </ForMembers>
  );
}

function DepartmentForm({ of, close }: FormOf<DepartmentRow>) {
  const [name, setName] = useState(of?.name ?? "");
  const [head, setHead] = useState(of?.head ?? "");
  const { posts } = useDirectory();
  const save = () => {
    const body = { name: name.trim(), ...(head ? { head } : {}) };
    return of ? call(changeDepartment, { params: { key: of.key }, body }) : call(addDepartment, { body });
  };
  return (
    <NamedForm name={name} save={save} close={close}>
      <div className="pair">
        <TextField label={t("department.name")} value={name} onChange={setName} autoFocus />
        <SelectField
          label={t("department.head")}
          hint={t("department.headHint")}
          none={t("department.headLater")}
          value={head}
          options={posts.map((post) => ({ value: post.id, label: post.name }))}
          onChange={setHead}
        />
      </div>
    </NamedForm>
  );
}

function Department({ one }: { one: DepartmentRow }) {
  const { nameOf } = useDirectory();
  return (
    <>
      <b>{one.name}</b> <span className="soft">{t("department.ledBy", { post: nameOf(one.head) })}</span>
      <p>
        {one.members.length > 0 ? (
          <Link to="/staff">{t("department.members", { n: one.members.length })}</Link>
        ) : (
          <span className="soft">{t("department.empty")}</span>
        )}
      </p>
    </>
  );
}

function Departments() {
  return (
    <NamedList
      title={t("place.departments")}
      how={t("department.how")}
      added={{ title: t("department.new"), button: t("department.add") }}
      asked={useQuery({ ...departmentRowsQuery, refetchOnMount: "always" })}
      blank={
        <Blank title={t("department.none")}>
          <p>{t("department.noneHow")}</p>
        </Blank>
      }
      Form={DepartmentForm}
      line={(one) => <Department one={one} />}
      remove={(one) => call(removeDepartment, { params: { key: one.key } })}
    />
  );
}
