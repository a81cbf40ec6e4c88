// Somebody's form: name, number, telephone, department, posts; faults stand at their fields.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addStaff, changeStaff, type StaffMember } from "#api/staff.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { useIntent } from "../intent.ts";
import { CallRefused } from "../problem.ts";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { postsQuery, staffChanged } from "./staff.queries.ts";

type Typed = {
  name: string;
  number: string;
  phone: string;
  email: string;
  department: string;
  posts: string[];
};
type Props = { of?: StaffMember; done: (saved: StaffMember) => void; cancel: () => void };

const typedOf = (m: StaffMember | undefined): Typed => ({
  name: m?.name ?? "",
  number: m?.number ?? "",
  phone: m?.phone ?? "",
  email: m?.email ?? "",
  department: m?.department ?? "",
  posts: m?.posts ?? [],
});

const bodyOf = ({ department, ...typed }: Typed) => ({ ...typed, department: department || null });

/** Where the server found fault: field → what it said. */
export function faultsIn(error: unknown): Record<string, string> {
  const errors = error instanceof CallRefused ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(errors.flatMap((e) => (e.field ? [[e.field, e.message]] : [])));
}

function Posts({ chosen, choose }: { chosen: string[]; choose: (posts: string[]) => void }) {
  const posts = useQuery(postsQuery).data?.items ?? [];
  return (
    <fieldset className="field">
      <legend>{t("staff.column.posts")}</legend>
      <div className="row staff-posts">
        {posts.map((post) => (
          <Checkbox
            key={post.key}
            checked={chosen.includes(post.key)}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, post.key] : chosen.filter((key) => key !== post.key))
            }
          >
            {post.name}
          </Checkbox>
        ))}
      </div>
      {posts.length === 0 && <span className="hint">{t("staff.noPostsYet")}</span>}
    </fieldset>
  );
}

export function StaffForm({ of, done, cancel }: Props) {
  const [typed, setTyped] = useState(() => typedOf(of));
  const client = useQueryClient();
  const intent = useIntent();
  const { departments } = useDirectory();
  const save = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) =>
      of
        ? call(changeStaff, { params: { id: of.id }, body })
        : call(addStaff, { body, intent: intent.key(body) }),
    onSuccess: async (saved) => {
      intent.done();
      // Before the list is asked again: whoever hears of it compares with what stood.
      done(saved);
      await staffChanged(client);
    },
  });
  const wrong = faultsIn(save.error);
  const text = (field: "name" | "number" | "phone" | "email", hint?: string) => (
    <TextField
      label={t(`staff.column.${field}`)}
      hint={hint}
      wrong={wrong[field]}
      value={typed[field]}
      autoFocus={field === "name" && !of}
      onChange={(value) => setTyped({ ...typed, [field]: value })}
    />
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(bodyOf(typed));
      }}
    >
      <div className="pair">
        {text("name")}
        {text("number", t("staff.numberHint"))}
        {text("phone", t("staff.phoneHint"))}
        {text("email", t("staff.emailHint"))}
        <SelectField
          label={t("field.department")}
          none={t("common.none")}
          wrong={wrong.department}
          value={typed.department}
          options={departments.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(department) => setTyped({ ...typed, department })}
        />
      </div>
      <Posts chosen={typed.posts} choose={(posts) => setTyped({ ...typed, posts })} />
      <ProblemAlert error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("role.save")}
        </Button>
        <Button onClick={cancel}>{t("common.cancel")}</Button>
        <span role="status" className="soft">
          {save.isSuccess && t("role.saved")}
        </span>
      </div>
    </form>
  );
}
