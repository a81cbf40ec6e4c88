// 审批代理: who decides in my place while I am away, and in whose place I do.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type Deputies as Answered, deleteDeputies, getDeputies, putDeputies } from "#api/deputy.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { useMe } from "../me.ts";
import { instantInWords, instantOf, momentInWords } from "../time.ts";
import { SelectField, TimeField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";

type Deputy = Answered["items"][number];
type Named = { deputy: string; from: string; to: string };

function useName(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (items: Named[]) =>
      items.length > 0 ? call(putDeputies, { body: { items } }) : call(deleteDeputies, { body: {} }),
    onSuccess: (answer) => {
      client.setQueryData(["approval", "deputies"], answer);
      done();
    },
  });
}

function NewDeputy({ add, busy }: { add: (named: Named) => void; busy: boolean }) {
  const [deputy, setDeputy] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const { members } = useDirectory();
  const me = useMe().member.id;
  const options = members.filter((m) => m.id !== me).map((m) => ({ value: m.id, label: m.name }));
  const [begins, ends] = [instantOf(from), instantOf(to)];
  return (
    <form
      className="approval-deputy"
      aria-label={t("approval.deputyAdd")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (deputy && begins && ends) add({ deputy, from: begins, to: ends });
      }}
    >
      <SelectField label={t("approval.deputy")} value={deputy} options={options} onChange={setDeputy} />
      <TimeField label={t("approval.deputyFrom")} value={from} onChange={setFrom} />
      <TimeField label={t("approval.deputyTo")} value={to} onChange={setTo} />
      <Button htmlType="submit" disabled={!deputy || !begins || !ends} loading={busy}>
        {t("approval.deputyAdd")}
      </Button>
    </form>
  );
}

const bare = ({ deputy, from, to }: Deputy): Named => ({ deputy, from, to });

function Lines({ of }: { of: Answered }) {
  const now = useNow();
  // What was typed is dropped with the form once it was taken.
  const [added, setAdded] = useState(0);
  const name = useName(() => setAdded(added + 1));
  const period = (d: Deputy, who: string | null) => ({
    who: who ?? "",
    from: momentInWords(d.from, now),
    to: instantInWords(d.to, now),
  });
  return (
    <div className="sheet-body stack">
      <p className="soft">{t("approval.deputiesHow")}</p>
      {of.items.length === 0 && <p>{t("approval.deputyNone")}</p>}
      {of.items.length + of.for.length > 0 && (
        <ul className="stack">
          {of.items.map((d, n) => (
            <li key={`${d.deputy}${d.from}${d.to}`} className="row">
              {t("approval.deputyPeriod", period(d, d.deputyName))}
              <Button
                size="small"
                aria-label={t("approval.deputyEndOf", { who: d.deputyName ?? d.deputy })}
                disabled={name.isPending}
                onClick={() => name.mutate(of.items.filter((_, m) => m !== n).map(bare))}
              >
                {t("approval.deputyEnd")}
              </Button>
            </li>
          ))}
          {of.for.map((d) => (
            <li key={`${d.member}${d.from}${d.to}`}>{t("approval.deputyFor", period(d, d.memberName))}</li>
          ))}
        </ul>
      )}
      <ProblemAlert error={name.error} />
      <NewDeputy
        key={added}
        busy={name.isPending}
        add={(named) => name.mutate([...of.items.map(bare), named])}
      />
    </div>
  );
}

export function Deputies() {
  const asked = useQuery({ queryKey: ["approval", "deputies"], queryFn: () => call(getDeputies) });
  return (
    <Sheet title={t("approval.deputies")} label={t("approval.deputies")}>
      <Answer of={asked}>{(of) => <Lines of={of} />}</Answer>
    </Sheet>
  );
}
