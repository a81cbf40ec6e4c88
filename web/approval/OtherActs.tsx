// What else can be done to an approval: hand on, add a signer, send back, withdraw, remind, say something.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { Approval } from "#api/approval.ts";
import { useDirectory } from "../directory.ts";
import { useMe } from "../me.ts";
import { ChoiceField, SelectField, TextField } from "../ui/Fields.tsx";
import { formKeys } from "../ui/keys.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { type Act, useApprovalAct, type Wish } from "./acting.ts";

type Other = Exclude<Act, "approve" | "reject">;
const isOther = (act: Act): act is Other => act !== "approve" && act !== "reject";

const named = (act: Other): string => {
  switch (act) {
    case "hand-on":
      return t("approval.handOn");
    case "add-signer":
      return t("approval.addSigner");
    case "send-back":
      return t("approval.sendBack");
    case "withdraw":
      return t("approval.withdraw");
    case "remind":
      return t("approval.remind");
    case "comment":
      return t("approval.remark");
  }
};

type Typed = { who: string; place: string; to: string; why: string };
const nothing: Typed = { who: "", place: "before", to: "", why: "" };

/** What was typed as what is asked for; null while something needed is missing. */
function wishOf(act: Other, { who, place, to, why }: Typed): Wish | null {
  const said = why.trim();
  const comment = said || undefined;
  if (act === "withdraw" || act === "remind") return { act, body: { comment } };
  if (act === "comment") return said ? { act, body: { comment: said } } : null;
  if (act === "send-back") return to && said ? { act, body: { to: Number(to), comment: said } } : null;
  if (!who) return null;
  if (act === "hand-on") return { act, body: { to: who, comment } };
  return { act, body: { member: who, place: place === "after" ? "after" : "before", comment } };
}

function Person(props: { one: Approval; label: string; value: string; onChange: (who: string) => void }) {
  const { members } = useDirectory();
  const me = useMe().member.id;
  const options = members
    .filter((m) => m.id !== me && m.id !== props.one.askedBy)
    .map((m) => ({ value: m.id, label: m.name }));
  return <SelectField {...props} options={options} autoFocus />;
}

type FieldsProps = { act: Other; one: Approval; typed: Typed; change: (typed: Typed) => void };

function ActFields({ act, one, typed, change }: FieldsProps) {
  const set = (name: keyof Typed) => (value: string) => change({ ...typed, [name]: value });
  const needed = act === "send-back" || act === "comment";
  const label = needed ? t("approval.why") : t("approval.reasonOptional");
  const steps = one.backTo.map((n) => ({ value: String(n), label: t("approval.step", { n }) }));
  return (
    <>
      {act === "hand-on" && (
        <Person one={one} label={t("approval.handOnTo")} value={typed.who} onChange={set("who")} />
      )}
      {act === "add-signer" && (
        <>
          <Person one={one} label={t("approval.signer")} value={typed.who} onChange={set("who")} />
          <ChoiceField
            label={t("approval.place")}
            value={typed.place}
            options={[
              { value: "before", label: t("approval.before") },
              { value: "after", label: t("approval.after") },
            ]}
            onChange={set("place")}
          />
        </>
      )}
      {act === "send-back" && (
        <SelectField label={t("approval.backTo")} value={typed.to} options={steps} onChange={set("to")} />
      )}
      <TextField
        label={act === "comment" ? t("approval.what") : label}
        lines={1}
        value={typed.why}
        onChange={set("why")}
      />
    </>
  );
}

function OtherForm({ one, act, close }: { one: Approval; act: Other; close: () => void }) {
  const [typed, setTyped] = useState(nothing);
  const doing = useApprovalAct(one.id, close);
  const wish = wishOf(act, typed);
  const send = () => {
    if (wish && !doing.isPending) doing.mutate(wish);
  };
  return (
    <form
      className="stack approval-act"
      aria-label={named(act)}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        formKeys(event, send);
      }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <ActFields act={act} one={one} typed={typed} change={setTyped} />
      <ProblemAlert error={doing.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!wish} loading={doing.isPending}>
          {t("common.send")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

export function OtherActs({ one }: { one: Approval }) {
  const [act, setAct] = useState<Other | null>(null);
  const possible = one.may.filter(isOther);
  if (possible.length === 0) return null;
  return (
    <div className="stack">
      <fieldset className="row approval-acts">
        <legend className="hidden-text">{t("approval.acts")}</legend>
        {possible.map((name) => (
          <Button
            key={name}
            size="small"
            aria-expanded={act === name}
            onClick={() => setAct(act === name ? null : name)}
          >
            {named(name)}
          </Button>
        ))}
      </fieldset>
      {act && possible.includes(act) && (
        <OtherForm key={act} one={one} act={act} close={() => setAct(null)} />
      )}
    </div>
  );
}
