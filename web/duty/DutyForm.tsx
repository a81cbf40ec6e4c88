// Doing a duty with a sentence that shows it, or noting something on it; what was typed stays until it is sent.
import { Button } from "antd";
import { t } from "i18next";
import type { DutyWhole } from "#api/duty.ts";
import { useKept } from "../kept.ts";
import { TextField } from "../ui/Fields.tsx";
import { formKeys } from "../ui/keys.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { useDutyAct } from "./duty.queries.ts";

export function DutyForm({ of }: { of: DutyWhole }) {
  const [text, setText, drop] = useKept(`draft/duty/${of.id}`, "");
  const done = useDutyAct(of.id, "done");
  const note = useDutyAct(of.id, "note");
  const typed = text.trim() !== "";
  const busy = done.isPending || note.isPending;
  const send = (act: typeof done) => {
    if (typed && !busy) act.mutate(text.trim(), { onSuccess: drop });
  };
  if (!of.mine) return of.reason ? <p className="note">{of.reason}</p> : null;
  return (
    <Sheet title={t(of.doable ? "duty.do" : "duty.note")} label={t("duty.do")}>
      <form
        className="sheet-body stack"
        onKeyDown={(event) => formKeys(event, () => send(of.doable ? done : note))}
        onSubmit={(submit) => {
          submit.preventDefault();
          send(of.doable ? done : note);
        }}
      >
        {!of.doable && of.reason && <p className="note">{of.reason}</p>}
        <TextField
          label={t("duty.text")}
          hint={of.evidence ? t("duty.evidence", { what: of.evidence }) : t("duty.textHint")}
          value={text}
          onChange={setText}
          lines={2}
        />
        <ProblemAlert error={done.error ?? note.error} />
        <div className="form-foot">
          {of.doable && (
            <Button type="primary" htmlType="submit" disabled={!typed} loading={done.isPending}>
              {t("duty.finish")}
            </Button>
          )}
          <Button disabled={!typed} loading={note.isPending} onClick={() => send(note)}>
            {t("duty.onlyNote")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
