// What has passed its keeping time: held back with a reason, or destroyed by one act.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { Receipt } from "#api/erasure.ts";
import { type DueLine, destroyKept, placeHold } from "#api/retention.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";
import { dayOf } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";
import { hrefOf, keepInWords, placeOf, thingName } from "./erasure.queries.ts";
import { PasswordField } from "./PasswordField.tsx";

function HoldForm({ of }: { of: DueLine }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const hold = useMutation({
    mutationFn: () => call(placeHold, { body: { stream: of.stream, paper: of.paper, reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["retention"] }),
  });
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {t("retention.hold")}
      </Button>
    );
  return (
    // It lies inside the form of the list, so it is none itself.
    <div className="stack">
      <TextField label={t("retention.holdReason")} value={reason} onChange={setReason} autoFocus />
      <ProblemAlert error={hold.error} />
      <div className="form-foot">
        <Button disabled={!reason.trim()} loading={hold.isPending} onClick={() => hold.mutate()}>
          {t("retention.hold")}
        </Button>
      </div>
    </div>
  );
}

type LineProps = { one: DueLine; chosen: boolean; choose: (chosen: boolean) => void };

function Line({ one, chosen, choose }: LineProps) {
  const href = hrefOf(one);
  return (
    <li className="erasure-line">
      <label className="erasure-what">
        <input
          type="checkbox"
          checked={chosen}
          disabled={one.held}
          onChange={(change) => choose(change.target.checked)}
        />
        <span>
          <b>{`${thingName(one)} ${one.number ?? ""}`.trim()}</b>{" "}
          <small className="soft">
            {t("retention.keptUntil", { since: dayOf(one.since), until: lastDay(one.until) })}
          </small>
        </span>
      </label>
      <span className="row">
        {one.clause ? <ClauseTag id={one.clause} /> : <span className="chip kept">{t("retention.own")}</span>}
        <span className="chip">{keepInWords(one.keep)}</span>
        <span className="chip">{t("erasure.events", { n: one.events })}</span>
        {one.files > 0 && <span className="chip">{t("erasure.files", { n: one.files })}</span>}
        {href && (
          <a href={href} target="_blank" rel="noreferrer">
            {t("erasure.look")}
          </a>
        )}
        {one.held ? <span className="chip soon">{t("retention.heldBack")}</span> : <HoldForm of={one} />}
      </span>
    </li>
  );
}

/** Kept until the end of that day. */
const lastDay = (until: string): string => dayOf(Date.parse(until) - 1);

type Props = { lines: DueLine[]; duty?: string; done: (receipt: Receipt) => void };

export function DueList({ lines, duty, done }: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [password, setPassword] = useState("");
  const intent = useIntent();
  const client = useQueryClient();
  const chosen = lines.filter((one) => !one.held && !left.has(placeOf(one)));
  const items = chosen.map(({ stream, paper }) => ({ stream, paper }));
  const destroy = useMutation({
    mutationFn: () =>
      call(destroyKept, { body: { items, password, ...(duty ? { duty } : {}) }, intent: intent.key(items) }),
    onSuccess: (receipt) => {
      intent.done();
      void client.invalidateQueries();
      done(receipt);
    },
    onSettled: () => setPassword(""),
  });
  const choose = (one: DueLine) => (keep: boolean) => {
    const next = new Set(left);
    if (keep) next.delete(placeOf(one));
    else next.add(placeOf(one));
    setLeft(next);
  };
  if (lines.length === 0)
    return <Blank title={t("retention.nothingDue")}>{t("retention.nothingDueHow")}</Blank>;
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault();
        if (password && items.length > 0) destroy.mutate();
      }}
    >
      <ul>
        {lines.map((one) => (
          <Line
            key={placeOf(one)}
            one={one}
            chosen={!one.held && !left.has(placeOf(one))}
            choose={choose(one)}
          />
        ))}
      </ul>
      <div className="sheet-body stack">
        <p className="note warn">{t("retention.forGood")}</p>
        <PasswordField value={password} onChange={setPassword} />
        <ProblemAlert error={destroy.error} />
        <div className="form-foot">
          <Button
            danger
            type="primary"
            htmlType="submit"
            disabled={!password || items.length === 0}
            loading={destroy.isPending}
          >
            {t("retention.destroy", { n: items.length })}
          </Button>
        </div>
      </div>
    </form>
  );
}
