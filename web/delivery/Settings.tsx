// The settings as a form: mail, groups, hours; saved together.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type Delivery, putDelivery } from "#api/delivery.ts";
import { call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";
import { type Draft, draftOf, newHook, same } from "./draft.ts";
import { HookCard } from "./HookCard.tsx";
import { MailSheet } from "./MailSheet.tsx";
import { QuietSheet } from "./QuietSheet.tsx";

type HooksProps = {
  stands: Delivery;
  draft: Draft;
  unsaved: boolean;
  change: (more: Partial<Draft>) => void;
};

function Hooks({ stands, draft, unsaved, change }: HooksProps) {
  const add = () => change({ hooks: [...draft.hooks, newHook()] });
  return (
    <Sheet title={t("delivery.hooks")} aside={<Button onClick={add}>{t("delivery.addHook")}</Button>}>
      {draft.hooks.length === 0 && <Blank title={t("delivery.noHooks")}>{t("delivery.hooksHow")}</Blank>}
      {draft.hooks.map((hook) => {
        const kept = stands.hooks.find(({ id }) => id === hook.id);
        return (
          <HookCard
            key={hook.id}
            hook={hook}
            addressSet={kept?.addressSet ?? false}
            signingSet={kept?.signingSet ?? false}
            unsaved={unsaved || !kept}
            change={(now) => change({ hooks: draft.hooks.map((h) => (h.id === now.id ? now : h)) })}
            remove={() => change({ hooks: draft.hooks.filter((h) => h.id !== hook.id) })}
          />
        );
      })}
    </Sheet>
  );
}

export function Settings({ stands }: { stands: Delivery }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<Draft | null>(null);
  const before = draftOf(stands);
  const draft = typed ?? before;
  const unsaved = typed !== null && !same(typed, before);
  const change = (more: Partial<Draft>) => setTyped({ ...draft, ...more });
  const put = useMutation({
    mutationFn: () => call(putDelivery, { body: draft }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["delivery"] });
      setTyped(null);
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        put.mutate();
      }}
    >
      <MailSheet
        mail={draft.mail}
        passwordSet={stands.mail.passwordSet}
        unsaved={unsaved}
        change={(mail) => change({ mail })}
      />
      <Hooks stands={stands} draft={draft} unsaved={unsaved} change={change} />
      <QuietSheet draft={draft} change={change} />
      <ProblemAlert error={put.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!unsaved} loading={put.isPending}>
          {t("delivery.save")}
        </Button>
        <span role="status" className="soft">
          {unsaved ? t("delivery.unsaved") : put.isSuccess && t("delivery.saved")}
        </span>
      </div>
    </form>
  );
}
