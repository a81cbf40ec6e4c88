// How long each thing is kept: by its clause, else by the organisation's own figure; and how often it is looked through.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type KeptThing, putRetention, type Retention } from "#api/retention.ts";
import { looks } from "#domain/retention/settings.ts";
import { call } from "../call.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { keepInWords, retentionQuery } from "./erasure.queries.ts";
import { KeepInput } from "./KeepInput.tsx";

type Value = Pick<Retention, "every" | "post" | "says"> & { keeps: Record<string, string> };

const valuesOf = (of: Retention): Value => ({
  keeps: Object.fromEntries(of.things.flatMap((one) => (one.own === null ? [] : [[one.thing, one.own]]))),
  every: of.every,
  post: of.post,
  says: of.says,
});

function nameOf({ thing, name }: KeptThing): string {
  if (thing.startsWith("matter:")) {
    const kind = thing.slice("matter:".length);
    return t("erasure.kind.case", { kind: t([`kind.${kind}`, kind]) });
  }
  return name === "" ? t(`erasure.kind.${thing}`) : t("erasure.titled", { name });
}

function Line(props: { one: KeptThing; value: string | null; set?: (keep: string | null) => void }) {
  const { one, value, set } = props;
  const name = nameOf(one);
  return (
    <li className="retention-line">
      <span className="row">
        {one.clause && <ClauseTag id={one.clause} />}
        <b>{name}</b>
        {one.keep && <span className="chip accent">{t("retention.byClause")}</span>}
        {!one.keep && value !== null && <span className="chip kept">{t("retention.own")}</span>}
      </span>
      {one.keep || !set ? (
        <span className={one.keep || value ? undefined : "soft"}>
          {one.keep || value ? keepInWords(one.keep ?? value ?? "") : t("retention.unset")}
        </span>
      ) : (
        <KeepInput name={name} value={value} set={set} />
      )}
    </li>
  );
}

function Look(props: { value: Value; posts: Retention["posts"]; set: (more: Partial<Value>) => void }) {
  const { value, posts, set } = props;
  return (
    <div className="sheet-body stack">
      <div className="pair two">
        <SelectField
          label={t("retention.every")}
          none={t("retention.never")}
          value={value.every ?? ""}
          options={looks.map((look) => ({ value: look, label: t(`figures.every.${look}`) }))}
          onChange={(every) => {
            const says = value.says || t("retention.usualSays");
            set({ every: looks.find((look) => look === every) ?? null, says });
          }}
        />
        <SelectField
          label={t("retention.post")}
          none={t("retention.head")}
          value={value.post ?? ""}
          options={posts.map((post) => ({ value: post.key, label: post.name }))}
          onChange={(post) => set({ post: post || null })}
        />
      </div>
      <TextField
        label={t("retention.says")}
        hint={t("retention.saysHint")}
        value={value.says}
        onChange={(says) => set({ says })}
      />
    </div>
  );
}

export function KeepSettings({ of }: { of: Retention }) {
  const [value, setValue] = useState(() => valuesOf(of));
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: () => call(putRetention, { body: value }),
    onSuccess: (saved) => {
      setValue(valuesOf(saved));
      client.setQueryData(retentionQuery.queryKey, saved);
      for (const noun of ["retention", "duty", "obligation"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
  const keep = (thing: string) => (length: string | null) => {
    const { [thing]: _, ...rest } = value.keeps;
    setValue({ ...value, keeps: length === null ? rest : { ...rest, [thing]: length } });
  };
  const changed = JSON.stringify(value) !== JSON.stringify(valuesOf(of));
  return (
    <Sheet title={t("retention.lengths")} label={t("retention.lengths")}>
      {of.mayEdit && <Look value={value} posts={of.posts} set={(more) => setValue({ ...value, ...more })} />}
      <ul>
        {of.things.map((one) => (
          <Line
            key={one.thing}
            one={one}
            value={value.keeps[one.thing] ?? null}
            {...(of.mayEdit ? { set: keep(one.thing) } : {})}
          />
        ))}
      </ul>
      <div className="sheet-body stack">
        <ProblemAlert error={put.error} />
        {of.mayEdit && (
          <div className="form-foot">
            <Button type="primary" disabled={!changed} loading={put.isPending} onClick={() => put.mutate()}>
              {t("role.save")}
            </Button>
            <span role="status" className="soft">
              {put.isSuccess && !changed && t("role.saved")}
            </span>
          </div>
        )}
      </div>
    </Sheet>
  );
}
