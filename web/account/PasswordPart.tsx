// Another password: the present one, the new one twice; all other sessions end.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { changePassword } from "#api/account.ts";
import { type PasswordFault, passwordFault } from "#domain/account/password.ts";
import { call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { faultOf, Secret } from "./Secret.tsx";

const words: Record<PasswordFault, () => string> = {
  "too-short": () => t("password.tooShort"),
  "too-long": () => t("password.tooLong"),
  "is-name": () => t("password.isName"),
  "too-common": () => t("password.tooCommon"),
};
const blank = { old: "", fresh: "", again: "" };

export function PasswordPart({ names }: { names: readonly string[] }) {
  const [typed, setTyped] = useState(blank);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => call(changePassword, { body: { old: typed.old, new: typed.fresh } }),
    onSuccess: () => {
      setTyped(blank);
      return client.invalidateQueries({ queryKey: ["account"] });
    },
  });
  const fault = typed.fresh === "" ? null : passwordFault(typed.fresh, names);
  const differ = typed.again !== "" && typed.again !== typed.fresh;
  const ready = typed.old !== "" && typed.fresh !== "" && !fault && typed.again === typed.fresh;
  const byField = faultOf(change.error, "old") ?? faultOf(change.error, "new");
  return (
    <Sheet title={t("account.password")} label={t("account.password")}>
      <form
        className="sheet-body stack"
        onSubmit={(submit) => {
          submit.preventDefault();
          if (ready) change.mutate();
        }}
      >
        <div className="row account-fields">
          <Secret
            label={t("password.old")}
            complete="current-password"
            value={typed.old}
            onChange={(old) => setTyped({ ...typed, old })}
            wrong={faultOf(change.error, "old")}
          />
          <Secret
            label={t("password.new")}
            complete="new-password"
            value={typed.fresh}
            onChange={(fresh) => setTyped({ ...typed, fresh })}
            hint={t("password.rules")}
            wrong={fault ? words[fault]() : faultOf(change.error, "new")}
          />
          <Secret
            label={t("password.again")}
            complete="new-password"
            value={typed.again}
            onChange={(again) => setTyped({ ...typed, again })}
            wrong={differ ? t("password.differ") : undefined}
          />
        </div>
        {!byField && <ProblemAlert error={change.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={change.isPending}>
            {t("password.set")}
          </Button>
          <span role="status" className="soft">
            {change.isSuccess && t("account.passwordSet")}
          </span>
        </div>
      </form>
    </Sheet>
  );
}
