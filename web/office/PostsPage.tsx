// 岗位: what posts there are, what each may do, who holds it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addPost, changePost, type PostRow, removePost } from "#api/post.ts";
import { type GrantName, grants } from "#domain/office/posts.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { mayEditOffice } from "../me.ts";
import { TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { officeChanged, postsQuery } from "./office.queries.ts";
import "./office.css";

export function PostsPage() {
  return (
    <ForMembers title={t("place.posts")} who={mayEditOffice} why={t("office.onlyAdmin")}>
      <Posts />
    </ForMembers>
  );
}

type Chosen = { chosen: GrantName[]; choose: (grants: GrantName[]) => void };

function Grants({ chosen, choose }: Chosen) {
  return (
    <fieldset className="field">
      <legend>{t("post.grants")}</legend>
      <div className="office-grants">
        {grants.map((one) => (
          <Checkbox
            key={one}
            checked={chosen.includes(one)}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, one] : chosen.filter((x) => x !== one))
            }
          >
            <b>{t(`post.grant.${one}`)}</b> <span className="soft">{t(`post.grantHow.${one}`)}</span>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function PostForm({ of, close }: { of?: PostRow; close: () => void }) {
  const [name, setName] = useState(of?.name ?? "");
  const [chosen, setChosen] = useState<GrantName[]>((of?.grants ?? []) as GrantName[]);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), grants: chosen };
      return of ? call(changePost, { params: { key: of.key }, body }) : call(addPost, { body });
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
      <TextField label={t("post.name")} value={name} onChange={setName} autoFocus />
      <Grants chosen={chosen} choose={setChosen} />
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

function PostLine({ post, edit }: { post: PostRow; edit: () => void }) {
  const { nameOf, departmentName } = useDirectory();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(removePost, { params: { key: post.key } }),
    onSuccess: () => officeChanged(client),
  });
  const leads = [...(post.head ? [t("post.leadsAll")] : []), ...post.leads.map(departmentName)];
  return (
    <li className="office-line">
      <div>
        <b>{post.name}</b>{" "}
        {post.grants.map((one) => (
          <span key={one} className="chip">
            {t(`post.grant.${one}`)}
          </span>
        ))}
        <p>
          {post.members.length > 0 ? (
            post.members.map(nameOf).join(t("common.comma"))
          ) : (
            <span className="chip soon">{t("role.unheld")}</span>
          )}
        </p>
        {leads.length > 0 && (
          <p className="soft">{t("post.leads", { what: leads.join(t("common.comma")) })}</p>
        )}
        <ProblemAlert error={remove.error} />
      </div>
      <div className="row">
        <Button size="small" onClick={edit} aria-label={t("office.editOf", { name: post.name })}>
          {t("office.edit")}
        </Button>
        <Button
          size="small"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={t("office.removeOf", { name: post.name })}
        >
          {t("office.remove")}
        </Button>
      </div>
    </li>
  );
}

function Posts() {
  const asked = useQuery({ ...postsQuery, refetchOnMount: "always" });
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Page title={t("place.posts")} aside={<span className="soft">{t("post.how")}</span>}>
      <div className="stack">
        <Sheet
          title={t("post.new")}
          aside={
            <Button size="small" type="primary" onClick={() => setOpen("")}>
              {t("post.add")}
            </Button>
          }
        >
          {open === "" && <PostForm close={close} />}
        </Sheet>
        <Answer of={asked}>
          {({ items }) => (
            <Sheet
              title={t("place.posts")}
              label={t("place.posts")}
              aside={<Link to="/roles">{t("post.toRoles")}</Link>}
            >
              {items.length === 0 && <Blank title={t("post.none")} />}
              <ul>
                {items.map((post) =>
                  open === post.key ? (
                    <li key={post.key}>
                      <PostForm of={post} close={close} />
                    </li>
                  ) : (
                    <PostLine key={post.key} post={post} edit={() => setOpen(post.key)} />
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
