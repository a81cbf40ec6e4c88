// One matter at a department, with the steps that its state leaves.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import type { CaseSummary } from "#api/case.ts";
import { useKept } from "../../kept.ts";
import { CaseChips } from "../../ui/Chips.tsx";
import { TextField } from "../../ui/Fields.tsx";
import { formKeys } from "../../ui/keys.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { DueIn } from "../../ui/TimeLeft.tsx";
import { useAct } from "../case.queries.ts";
import { becomes } from "../one/acts.ts";
import { FoundPhrases } from "../words/FoundPhrases.tsx";

export type Step = "sign" | "return" | "resolve" | "hand-back";

export const keyOf: Record<Step, string> = { sign: "s", return: "b", resolve: "w", "hand-back": "h" };
/** What a step asks for; a step that is not here is done at one press. */
const asks: Partial<Record<Step, string>> = { return: "reason", resolve: "outcome" };

const steps: Partial<Record<CaseSummary["state"], Step[]>> = {
  forwarded: ["sign", "return"],
  accepted: ["resolve"],
  resolved: ["hand-back"],
};

type Props = {
  one: CaseSummary;
  dueAt: string | null;
  open: Step | null;
  setOpen: (step: Step | null) => void;
};

export function InboxRow({ one, dueAt, open, setOpen }: Props) {
  const act = useAct(one.id);
  const press = (step: Step) => {
    if (asks[step]) setOpen(step === open ? null : step);
    else act.mutate({ name: step, body: {}, version: one.version });
  };
  return (
    <li className="inbox-row" data-case={one.id}>
      <div className="inbox-what">
        <Link to="/cases/$id" params={{ id: one.id }}>
          {one.title}
        </Link>
        <div className="row">
          <span className="num soft">{one.number}</span>
          <CaseChips of={one} />
          {dueAt && <DueIn dueAt={dueAt} />}
        </div>
      </div>
      <div className="row inbox-steps">
        {(steps[one.state] ?? []).map((step, index) => (
          <Button
            key={step}
            type={index === 0 ? "primary" : "default"}
            loading={act.isPending && act.variables.name === step}
            aria-expanded={asks[step] ? open === step : undefined}
            data-step={step}
            onClick={() => press(step)}
          >
            {t(`action.${step}`)}
            <span aria-hidden="true" className="key">
              {keyOf[step]}
            </span>
          </Button>
        ))}
      </div>
      <ProblemAlert error={act.error} />
      {open && asks[open] && (
        <StepForm one={one} step={open} field={asks[open]} close={() => setOpen(null)} />
      )}
    </li>
  );
}

type StepProps = { one: CaseSummary; step: Step; field: string; close: () => void };

function StepForm({ one, step, field, close }: StepProps) {
  const [text, setText, drop] = useKept(`draft/${one.id}/${step}/text`, "");
  const act = useAct(one.id);
  const done = () => {
    drop();
    close();
  };
  const send = () => {
    if (!text.trim()) return;
    act.mutate({ name: step, body: { [field]: text.trim() }, version: one.version }, { onSuccess: done });
  };
  return (
    <form
      className="stack inbox-form"
      aria-label={t(`action.${step}`)}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        formKeys(event, send);
      }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <TextField label={t(`field.${field}`)} lines={2} value={text} onChange={setText} autoFocus />
      <FoundPhrases act={becomes[step]} field={field} text={text} facts={{ ...one }} />
      <ProblemAlert error={act.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={act.isPending}>
          {t("common.send")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}
