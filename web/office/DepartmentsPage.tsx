// 部门: what departments there are, which post leads each, who is in it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addDepartment, changeDepartment, type DepartmentRow, removeDepartment } from "#api/post.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { mayEditOffice } from "../me.ts";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { departmentRowsQuery, officeChanged } from "./office.queries.ts";
import "./office.css";

export function DepartmentsPage() {
  return (
    <ForMembers title={t("place.departments")} who={mayEditOffice} why={t("office.onlyAdmin")}>
      <Departments />
    </ForMembers>
  );
}

function DepartmentForm({ of, close }: { of?: DepartmentRow; close: () => void }) {
  const [name, setName] = useState(of?.name ?? "");
  const [head, setHead] = useState(of?.head ?? "");
  const { posts } = useDirectory();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), ...(head ? { head } : {}) };
      return of ? call(changeDepartment, { params: { key: of.key }, body }) : call(addDepartment, { body });
    },
    onSuccess: async () => {
      await officeChanged(client);
      close();
    },
  });
  return (
    <form
      className="stack sheet-body"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
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
      <ProblemAlert error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={name.trim() === ""} loading={save.isPending}>
          {t("role.save")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

function DepartmentLine({ one, edit }: { one: DepartmentRow; edit: () => void }) {
  const { nameOf } = useDirectory();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(removeDepartment, { params: { key: one.key } }),
    onSuccess: () => officeChanged(client),
  });
  return (
    <li className="office-line">
      <div>
        <b>{one.name}</b> <span className="soft">{t("department.ledBy", { post: nameOf(one.head) })}</span>
        <p>
          {one.members.length > 0 ? (
            <Link to="/staff">{t("department.members", { n: one.members.length })}</Link>
          ) : (
            <span className="soft">{t("department.empty")}</span>
          )}
        </p>
        <ProblemAlert error={remove.error} />
      </div>
      <div className="row">
        <Button size="small" onClick={edit} aria-label={t("office.editOf", { name: one.name })}>
          {t("office.edit")}
        </Button>
        <Button
          size="small"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={t("office.removeOf", { name: one.name })}
        >
          {t("office.remove")}
        </Button>
      </div>
    </li>
  );
}

function Departments() {
  const asked = useQuery({ ...departmentRowsQuery, refetchOnMount: "always" });
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Page title={t("place.departments")} aside={<span className="soft">{t("department.how")}</span>}>
      <div className="stack">
        <Sheet
          title={t("department.new")}
          aside={
            <Button size="small" type="primary" onClick={() => setOpen("")}>
              {t("department.add")}
            </Button>
          }
        >
          {open === "" && <DepartmentForm close={close} />}
        </Sheet>
        <Answer of={asked}>
          {({ items }) => (
            <Sheet title={t("place.departments")} label={t("place.departments")}>
              {items.length === 0 && (
                <Blank title={t("department.none")}>
                  <p>{t("department.noneHow")}</p>
                </Blank>
              )}
              <ul>
                {items.map((one) =>
                  open === one.key ? (
                    <li key={one.key}>
                      <DepartmentForm of={one} close={close} />
                    </li>
                  ) : (
                    <DepartmentLine key={one.key} one={one} edit={() => setOpen(one.key)} />
                  ),
                )}
              </ul>
            </Sheet>
          )}
        </Answer>
      </div>
    </Page>
  );
}
