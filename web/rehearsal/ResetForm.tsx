// A new run: from which instant, under which of all carried regulations. What was played before is no longer shown.
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { orgNow } from "../clock.ts";
import { instantOf, localField } from "../time.ts";
import { TextField, TimeField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";
import { useReset } from "./moving.ts";

type Carried = { key: string; title: string };
type Props = { carries: Carried[]; adopted: string[] };

export function ResetForm({ carries, adopted }: Props) {
  const [at, setAt] = useState(localField(orgNow()));
  const [chosen, setChosen] = useState<readonly string[]>(adopted);
  const [q, setQ] = useState("");
  const reset = useReset();
  const instant = instantOf(at);
  const shown = carries.filter((one) =>
    `${one.title} ${one.key}`.toLowerCase().includes(q.trim().toLowerCase()),
  );
  const keys = shown.map((one) => one.key);
  return (
    <form
      className="stack"
      aria-label={t("rehearsal.reset")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (instant && chosen.length > 0) reset.mutate({ at: instant, regulations: [...chosen] });
      }}
    >
      <p className="soft">{t("rehearsal.resetHow")}</p>
      <div className="pair two">
        <TimeField label={t("rehearsal.resetAt")} value={at} onChange={setAt} />
        <TextField label={t("rehearsal.find")} value={q} onChange={setQ} />
      </div>
      <div className="row">
        <b>{t("rehearsal.chosen", { n: chosen.length, all: carries.length })}</b>
        <Button size="small" onClick={() => setChosen([...new Set([...chosen, ...keys])])}>
          {t("rehearsal.chooseAll")}
        </Button>
        <Button size="small" onClick={() => setChosen(chosen.filter((key) => !keys.includes(key)))}>
          {t("rehearsal.chooseNone")}
        </Button>
      </div>
      {shown.length === 0 ? (
        <Blank title={t("rehearsal.noneFound")} />
      ) : (
        <Choice shown={shown} chosen={chosen} set={setChosen} />
      )}
      <ProblemAlert error={reset.error} />
      <div className="form-foot">
        <Button htmlType="submit" danger disabled={!instant || chosen.length === 0} loading={reset.isPending}>
          {t("rehearsal.reset")}
        </Button>
        {reset.isSuccess && (
          <span role="status">{t("rehearsal.begun", { n: reset.data.regulations.length })}</span>
        )}
      </div>
    </form>
  );
}

type ChoiceProps = { shown: Carried[]; chosen: readonly string[]; set: (keys: string[]) => void };

function Choice({ shown, chosen, set }: ChoiceProps) {
  return (
    <ul className="carried">
      {shown.map(({ key, title }) => (
        <li key={key}>
          <Checkbox
            checked={chosen.includes(key)}
            onChange={({ target }) =>
              set(target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
            }
          >
            {title}
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}
