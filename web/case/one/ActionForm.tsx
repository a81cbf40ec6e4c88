// The small form of one action; what was typed stays when the action is refused or somebody else was faster.
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import type { ActionName } from "#api/action.ts";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { useDirectory } from "../../directory.ts";
import { useKept } from "../../kept.ts";
import { statusOf } from "../../problem.ts";
import { formKeys } from "../../ui/keys.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { useAct } from "../case.queries.ts";
import { FoundPhrases } from "../words/FoundPhrases.tsx";
import { Prompts, placeBy } from "../words/Prompts.tsx";
import { ActionField } from "./ActionField.tsx";
import { before, bodyOf, fieldsFor, isWhole, type Typed } from "./action-fields.ts";
import { becomes } from "./acts.ts";

type Props = {
  of: CaseWhole;
  name: ActionName;
  close: () => void;
  waits: (approval: Approval) => void;
};

const nothing: Typed = {};

export function ActionForm({ of, name, close, waits }: Props) {
  const [typed, setTyped, drop] = useKept<Typed>(`draft/${of.id}/${name}`, nothing);
  const act = useAct(of.id);
  const form = useRef<HTMLFormElement>(null);
  // A form that begins with a choice has no field that takes the focus by itself, and the keys need it inside.
  useEffect(() => {
    if (!form.current?.contains(document.activeElement))
      form.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }, []);
  const fields = fieldsFor(name, of);
  const initial = before(name, of);
  const values = { ...initial, ...typed };
  const facts = { ...of, ...(values.means ? { means: values.means } : {}) };
  const ready = isWhole(fields, values) && !act.isPending;
  const send = () => {
    if (!ready) return;
    const body = bodyOf(fields, values, initial);
    act.mutate(
      { name, body, version: of.version },
      {
        onSuccess: (acted) => {
          drop();
          if ("waits" in acted) waits(acted.waits);
          close();
        },
      },
    );
  };
  return (
    <form
      ref={form}
      className="action-form stack"
      aria-label={t(`action.${name}`)}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        formKeys(event, send);
      }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      {fields.map((field, index) => (
        <div key={field.name} className="stack">
          <ActionField
            field={field}
            value={values[field.name] ?? ""}
            onChange={(value) => setTyped({ ...typed, [field.name]: value })}
            of={of}
            first={index === 0}
          />
          <FoundPhrases
            act={becomes[name]}
            field={field.name}
            text={values[field.name] ?? ""}
            facts={facts}
          />
        </div>
      ))}
      <Prompts
        event={becomes[name] ?? null}
        place={name === "inform" ? placeBy(values.means, true) : null}
        facts={facts}
      />
      <Meanwhile of={of} />
      <ProblemAlert error={act.error} />
      {statusOf(act.error) === 409 && <Reload id={of.id} done={act.reset} />}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={act.isPending}>
          {t("common.send")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

/** What others did since the form was opened, so that nobody acts on an old picture without knowing. */
function Meanwhile({ of }: { of: CaseWhole }) {
  const [opened] = useState(() => of.events.at(-1)?.seq ?? 0);
  const { nameOf } = useDirectory();
  const since = of.events.filter((event) => event.seq > opened && event.by !== "clock");
  if (since.length === 0) return null;
  const told = since.map((event) => `${event.byName ?? nameOf(event.by)} ${t(`event.${event.type}`)}`);
  return (
    <p className="note warn" role="status">
      {t("case.meanwhile", { what: told.join(t("common.semicolon")) })}
    </p>
  );
}

function Reload({ id, done }: { id: string; done: () => void }) {
  const client = useQueryClient();
  const reload = async () => {
    await client.invalidateQueries({ queryKey: ["case", "one", id] });
    done();
  };
  return <Button onClick={() => void reload()}>{t("case.reload")}</Button>;
}
