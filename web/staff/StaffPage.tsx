// 人员: everybody who works here; found, added, changed, and seen off.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import { exportStaff, listStaff, type StaffMember } from "#api/staff.ts";
import { useDirectory } from "../directory.ts";
import { mayEditStaff, useMe } from "../me.ts";
import { usePaged } from "../paged.ts";
import { ChoiceField, SelectField, TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank, Loading } from "../ui/States.tsx";
import { StaffCard } from "./StaffCard.tsx";
import { StaffForm } from "./StaffForm.tsx";
import { staffQuery } from "./staff.queries.ts";
import "./staff.css";

const route = getRouteApi("/staff");
type State = "here" | "left" | "all";

export function StaffPage() {
  return (
    <ForMembers title={t("place.staff")} who={mayEditStaff} why={t("staff.onlyAdmin")}>
      <Staff />
    </ForMembers>
  );
}

function Line({ one }: { one: StaffMember }) {
  const { departmentName, posts } = useDirectory();
  const named = one.posts.map((key) => posts.find((post) => post.id === key)?.name ?? key);
  return (
    <tr>
      <td>
        <Link to="/staff" search={{ id: one.id }}>
          <b>{one.name}</b>
        </Link>
        {one.left && <small className="chip">{t("staff.left")}</small>}
      </td>
      <td>{one.department === null ? "" : departmentName(one.department)}</td>
      <td>
        {named.join(t("common.comma"))}
        {!one.left && named.length === 0 && <small className="chip soon">{t("staff.noPost")}</small>}
      </td>
      <td className="num">
        {one.signIn.map((name) => (
          <span key={name} className="staff-sign-in">
            {name}
          </span>
        ))}
      </td>
    </tr>
  );
}

function Table({ items }: { items: StaffMember[] }) {
  return (
    <div className="wide-rows">
      <table className="staff-table">
        <thead>
          <tr>
            {["name", "department", "posts", "signIn"].map((column) => (
              <th key={column} scope="col">
                {t(`staff.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <Line key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function List() {
  const [q, setQ] = useState("");
  const [state, setState] = useState<State>("here");
  const [department, setDepartment] = useState("");
  const { departments } = useDirectory();
  const query = { q: q.trim() || undefined, state, department: department || undefined, limit: 100 };
  const staff = usePaged("staff", listStaff, query);
  const first = staff.data?.pages[0];
  return (
    <>
      <search className="row staff-filters">
        <TextField label={t("staff.find")} hint={t("staff.findHint")} value={q} onChange={setQ} />
        <SelectField
          label={t("field.department")}
          none={t("common.all")}
          value={department}
          options={departments.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setDepartment}
        />
        <ChoiceField
          label={t("staff.show")}
          value={state}
          options={[
            { value: "here", label: `${t("staff.here")} ${first?.here ?? ""}` },
            { value: "left", label: `${t("staff.left")} ${first?.left ?? ""}` },
          ]}
          onChange={(chosen) => setState(chosen as State)}
        />
      </search>
      <ProblemAlert error={staff.error} retry={() => void staff.refetch()} />
      <Sheet title={t("staff.list")} label={t("staff.list")}>
        {!staff.items && !staff.error && <Loading />}
        {staff.items && staff.items.length > 0 && <Table items={staff.items} />}
        {staff.items?.length === 0 && (
          <Blank title={t(q || department ? "staff.noneFound" : "staff.none")}>
            {!q && !department && <p>{t("staff.noneHow")}</p>}
          </Blank>
        )}
        <MoreButton of={staff} />
      </Sheet>
    </>
  );
}

/** One of them stands above the list, so that the next is found without going back. */
function One({ id, close }: { id: string; close: () => void }) {
  const asked = useQuery(staffQuery(id));
  return (
    <Answer of={asked}>{(member) => <StaffCard key={member.id} member={member} close={close} />}</Answer>
  );
}

function Staff() {
  const { id, add } = route.useSearch();
  const navigate = useNavigate();
  const { organisation } = useMe();
  const close = () => void navigate({ to: "/staff" });
  return (
    <Page
      title={t("place.staff")}
      aside={
        <>
          <Link to="/staff" search={{ add: "one" }}>
            {t("staff.add")}
          </Link>
          <Link to="/staff/import">{t("staff.import")}</Link>
          <a href={exportStaff.path} download>
            {t("staff.export")}
          </a>
        </>
      }
    >
      <div className="stack">
        {add && !id && (
          <Sheet title={t("staff.add")} label={t("staff.add")}>
            <div className="sheet-body">
              <p className="soft">{t("staff.signInHow", { code: organisation.id })}</p>
              <StaffForm
                done={(one) => void navigate({ to: "/staff", search: { id: one.id } })}
                cancel={close}
              />
            </div>
          </Sheet>
        )}
        {id && <One id={id} close={close} />}
        <List />
      </div>
    </Page>
  );
}
