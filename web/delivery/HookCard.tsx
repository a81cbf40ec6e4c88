// One group robot: where it is, and of whom and what it tells.
import { Button } from "antd";
import { t } from "i18next";
import { abouts } from "#domain/delivery/about.ts";
import { shapes } from "#domain/delivery/settings.ts";
import { useDirectory } from "../directory.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { SecretField, SeveralField, Switch } from "./Controls.tsx";
import type { HookDraft } from "./draft.ts";
import { Trial } from "./Trial.tsx";

const named = (all: readonly { id: string; name: string }[]) =>
  all.map(({ id, name }) => ({ value: id, label: name }));

export const aboutOptions = () =>
  abouts.map((value) => ({ value, label: t([`notice.${value}`, `event.${value}`, value]) }));

type Props = {
  hook: HookDraft;
  addressSet: boolean;
  signingSet: boolean;
  unsaved: boolean;
  change: (hook: HookDraft) => void;
  remove: () => void;
};

export function HookCard({ hook, addressSet, signingSet, unsaved, change, remove }: Props) {
  const { departments, posts } = useDirectory();
  const set = (more: Partial<HookDraft>) => change({ ...hook, ...more });
  return (
    <section className="delivery-hook stack" aria-label={hook.name || t("delivery.newHook")}>
      <div className="row delivery-hook-head">
        <b>{hook.name || t("delivery.newHook")}</b>
        <Switch label={t("delivery.on")} value={hook.on} onChange={(on) => set({ on })} />
        <Button size="small" danger onClick={remove}>
          {t("delivery.removeHook")}
        </Button>
      </div>
      <div className="pair">
        <TextField label={t("delivery.hookName")} value={hook.name} onChange={(name) => set({ name })} />
        <ChoiceField
          label={t("delivery.shape")}
          value={hook.shape}
          options={shapes.map((value) => ({ value, label: t(`delivery.shapes.${value}`) }))}
          onChange={(shape) => set({ shape: shape as HookDraft["shape"] })}
        />
      </div>
      <div className="pair">
        <SecretField
          label={t("delivery.address")}
          hint={t("delivery.addressHint")}
          isSet={addressSet}
          value={hook.address}
          onChange={(address) => set({ address })}
        />
        {hook.shape === "dingtalk" && (
          <SecretField
            label={t("delivery.signing")}
            hint={t("delivery.signingHint")}
            isSet={signingSet}
            value={hook.signing}
            onChange={(signing) => set({ signing })}
          />
        )}
      </div>
      <SeveralField
        label={t("delivery.departments")}
        hint={t("delivery.whomHint")}
        options={named(departments)}
        value={hook.departments}
        onChange={(value) => set({ departments: value })}
      />
      <SeveralField
        label={t("delivery.posts")}
        options={named(posts)}
        value={hook.posts}
        onChange={(value) => set({ posts: value })}
      />
      <details>
        <summary>{t("delivery.aboutWhat", { n: hook.about.length })}</summary>
        <SeveralField
          label={t("delivery.about")}
          hint={t("delivery.aboutHint")}
          options={aboutOptions()}
          value={hook.about}
          onChange={(value) => set({ about: value as HookDraft["about"] })}
        />
      </details>
      <Trial channel={hook.id} unsaved={unsaved} />
    </section>
  );
}
