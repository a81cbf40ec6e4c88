// 岗位: what posts there are, what each may do, who holds it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addPost, changePost, type PostRow, removePost } from "#api/post.ts";
import { type GrantName, grants } from "#domain/office/posts.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { mayEditOffice } from "../me.ts";
import { TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Blank } from "../ui/States.tsx";
import { type FormOf, NamedForm, NamedList } from "./NamedList.tsx";
import { postsQuery } from "./office.queries.ts";
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

function PostForm({ of, close }: FormOf<PostRow>) {
  const [name, setName] = useState(of?.name ?? "");
  const [chosen, setChosen] = useState<GrantName[]>((of?.grants ?? []) as GrantName[]);
  const save = () => {
    const body = { name: name.trim(), grants: chosen };
    return of ? call(changePost, { params: { key: of.key }, body }) : call(addPost, { body });
  };
  return (
    <NamedForm name={name} save={save} close={close}>
      <TextField label={t("post.name")} value={name} onChange={setName} autoFocus />
      <Grants chosen={chosen} choose={setChosen} />
    </NamedForm>
  );
}

function Post({ post }: { post: PostRow }) {
  const { nameOf, departmentName } = useDirectory();
  const leads = [...(post.head ? [t("post.leadsAll")] : []), ...post.leads.map(departmentName)];
  return (
    <>
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
      {leads.length > 0 && <p className="soft">{t("post.leads", { what: leads.join(t("common.comma")) })}</p>}
    </>
  );
}

function Posts() {
  return (
    <NamedList
      title={t("place.posts")}
      how={t("post.how")}
      added={{ title: t("post.new"), button: t("post.add") }}
      asked={useQuery({ ...postsQuery, refetchOnMount: "always" })}
      aside={<Link to="/roles">{t("post.toRoles")}</Link>}
      blank={<Blank title={t("post.none")} />}
      Form={PostForm}
      line={(post) => <Post post={post} />}
      remove={(post) => call(removePost, { params: { key: post.key } })}
    />
  );
}
