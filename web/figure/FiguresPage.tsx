// 设定的时限: every clause whose text gives no figure, and the figure that this organisation set for itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { listFigures, putFigures } from "#api/figure.ts";
import { call } from "../call.ts";
import { mayEditRegulation, useMe } from "../me.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { type Blanked, BlankLine, type Figures, GeneralLine } from "./FigureLines.tsx";
import "./figure.css";

const figuresQuery = { queryKey: ["figure"], queryFn: () => call(listFigures) };
type Typed = Readonly<Record<string, string | null>>;

/** What was typed and differs from what stands. */
const changesOf = (typed: Typed, figures: Figures): [string, string | null][] => {
  const stands = new Map<string, string | null>([
    ...figures.general.map((one): [string, string | null] => [one.words, one.figure]),
    ...figures.items.map((one): [string, string | null] => [one.clause, one.figure]),
  ]);
  return Object.entries(typed).filter(([of, figure]) => stands.get(of) !== figure);
};

function usePutFigures(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ changes, reason }: { changes: [string, string | null][]; reason: string }) =>
      call(putFigures, {
        body: {
          items: changes.map(([of, figure]) => ({ for: of, figure })),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      }),
    onSuccess: (figures) => {
      client.setQueryData(["figure"], figures);
      for (const noun of ["clause", "rules", "regulation"])
        void client.invalidateQueries({ queryKey: [noun] });
      done();
    },
  });
}

const isSet = (one: Blanked) => one.from !== null;
const shows = (one: Blanked, only: string, q: string) =>
  (only === "" || !isSet(one)) && `${one.clause} ${one.at} ${one.says}`.includes(q.trim());

function Form({ figures }: { figures: Figures }) {
  const admin = mayEditRegulation(useMe());
  const [typed, setTyped] = useState<Typed>({});
  const [reason, setReason] = useState("");
  const [only, setOnly] = useState("");
  const [q, setQ] = useState("");
  const put = usePutFigures(() => setTyped({}));
  const changes = changesOf(typed, figures);
  const set = (of: string, figure: string | null) => setTyped({ ...typed, [of]: figure });
  const own = (of: string, stands: string | null) => (of in typed ? typed[of]! : stands);
  const unset = figures.items.filter((one) => !isSet(one)).length;
  const shown = figures.items.filter((one) => shows(one, only, q));
  return (
    <div className="stack">
      <Sheet title={t("figures.general")}>
        <ul>
          {figures.general.map((one) => (
            <GeneralLine
              key={one.words}
              one={one}
              value={own(one.words, one.figure)}
              set={admin ? (figure) => set(one.words, figure) : undefined}
            />
          ))}
        </ul>
      </Sheet>
      <search className="row figure-filters">
        <TextField label={t("clause.findAll")} value={q} onChange={setQ} />
        <ChoiceField
          label={t("role.show")}
          value={only}
          options={[
            { value: "", label: `${t("common.all")} ${figures.items.length}` },
            { value: "unset", label: `${t("figures.unset")} ${unset}` },
          ]}
          onChange={setOnly}
        />
      </search>
      <Sheet title={t("figures.byClause")}>
        {shown.length === 0 && <Blank title={t(only ? "figures.allSet" : "figures.none")} />}
        <ul>
          {shown.map((one) => (
            <BlankLine
              key={one.clause}
              one={one}
              value={own(one.clause, one.figure)}
              set={admin ? (figure) => set(one.clause, figure) : undefined}
            />
          ))}
        </ul>
      </Sheet>
      <ProblemAlert error={put.error} />
      {admin && (
        <div className="form-foot figure-foot">
          <TextField label={t("figures.reason")} value={reason} onChange={setReason} />
          <Button
            type="primary"
            disabled={changes.length === 0}
            loading={put.isPending}
            onClick={() => put.mutate({ changes, reason })}
          >
            {t("role.save")}
          </Button>
          <span role="status" className="soft">
            {changes.length > 0 ? t("role.changed", { n: changes.length }) : put.isSuccess && t("role.saved")}
          </span>
        </div>
      )}
    </div>
  );
}

export function FiguresPage() {
  const asked = useQuery(figuresQuery);
  return (
    <Page title={t("place.figures")} aside={<span className="soft">{t("figures.how")}</span>}>
      <Answer of={asked}>{(figures) => <Form figures={figures} />}</Answer>
    </Page>
  );
}
