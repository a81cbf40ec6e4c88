// 登记: one form for the keyboard; beside it the clocks that saving will start.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { type ReactNode, useEffect, useRef } from "react";
import { registerCase } from "#api/case.ts";
import { call } from "../../call.ts";
import { orgNow } from "../../clock.ts";
import { useIntent } from "../../intent.ts";
import { useKept } from "../../kept.ts";
import { mayRegister, useMe } from "../../me.ts";
import { ForMembers } from "../../ui/ForMembers.tsx";
import { formKeys } from "../../ui/keys.ts";
import { Page, Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ClockPreview } from "./ClockPreview.tsx";
import { blanks, type Draft, emptyDraft, isLate, toRegistration } from "./draft.ts";
import { RegisterForm } from "./RegisterForm.tsx";
import "./register.css";

function useRegister(draft: Draft, drop: () => void) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: () => {
      const body = toRegistration(draft);
      return call(registerCase, { body, intent: intent.key(body) });
    },
    onSuccess: (made) => {
      intent.done();
      drop();
      client.setQueryData(["case", "one", made.id], made);
      void navigate({ to: "/cases/$id", params: { id: made.id } });
    },
  });
}

export function RegisterPage() {
  return (
    <ForMembers title={t("place.register")} who={mayRegister} why={t("register.mayNot")}>
      <Registering />
    </ForMembers>
  );
}

function Registering() {
  const me = useMe();
  const [draft, setDraft, drop] = useKept<Draft>(`draft/register/${me.member.id}`, emptyDraft);
  const register = useRegister(draft, drop);
  const lacksReason = isLate(draft, orgNow()) && !draft.lateReason.trim();
  const ready = draft.title.trim() !== "" && draft.title.length <= 200 && !lacksReason;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:checked")?.focus(), []);
  const save = () => {
    if (ready && !register.isPending) register.mutate();
  };
  return (
    <Page title={t("place.register")} aside={<span className="soft desk-only">{t("register.keys")}</span>}>
      <form
        ref={form}
        className="register"
        aria-label={t("place.register")}
        onKeyDown={(event) => formKeys(event, save)}
        onSubmit={(submit) => {
          submit.preventDefault();
          save();
        }}
      >
        <Sheet title={t("register.form")}>
          <div className="sheet-body stack">
            <RegisterForm draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
            <Foot draft={draft} ready={ready} busy={register.isPending} drop={drop}>
              <ProblemAlert error={register.error} />
            </Foot>
          </div>
        </Sheet>
        <ClockPreview draft={draft} />
      </form>
    </Page>
  );
}

type FootProps = { draft: Draft; ready: boolean; busy: boolean; drop: () => void; children: ReactNode };

function Foot(props: FootProps) {
  const missing = blanks(props.draft);
  return (
    <div className="register-foot">
      {props.children}
      {missing.length > 0 && (
        <p className="soft">
          {t("register.missing", {
            fields: missing.map((field) => t(`field.${field}`)).join(t("common.comma")),
          })}
        </p>
      )}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!props.ready} loading={props.busy}>
          {t("register.save")}
        </Button>
        <Button onClick={props.drop}>{t("register.drop")}</Button>
        <span className="soft">{props.ready ? t("register.draftKept") : t("register.notReady")}</span>
      </div>
    </div>
  );
}
