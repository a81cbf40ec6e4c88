// Before somebody leaves or gives away what they hold: what it is, and who takes it over.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type Held, handOverStaff, leaveStaff, type StaffMember } from "#api/staff.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { SelectField, TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { faultsIn } from "./StaffForm.tsx";
import { heldQuery, staffChanged } from "./staff.queries.ts";

type Way = "leave" | "hand-over";
type Props = { member: StaffMember; way: Way; close: () => void };
const kinds = ["matters", "approvals", "posts"] as const;
type Kind = (typeof kinds)[number];

const countOf = (held: Held, kind: Kind): number => (kind === "posts" ? held.posts.length : held[kind].count);

/** What goes by itself with a post, or ends. */
function Besides({ held, way }: { held: Held; way: Way }) {
  const lines = (["obligations", "duties", "papers", "deputies"] as const).filter(
    (kind) => held[kind] > 0 && (kind !== "deputies" || way === "leave"),
  );
  return (
    <ul className="staff-besides">
      {lines.map((kind) => (
        <li key={kind}>{t(`staff.holds.${kind}`, { n: held[kind] })}</li>
      ))}
    </ul>
  );
}

function Items({ held, kind }: { held: Held; kind: Kind }) {
  const names = kind === "posts" ? held.posts.map((p) => p.name) : held[kind].items.map((i) => i.name);
  const more = countOf(held, kind) - names.length;
  if (kind === "posts") return <span className="soft">{names.join(t("common.comma"))}</span>;
  return (
    <details>
      <summary className="soft">{t("staff.which")}</summary>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {more > 0 && <li className="soft">{t("staff.andMore", { n: more })}</li>}
      </ul>
    </details>
  );
}

function HandOver({ member, way, close, held }: Props & { held: Held }) {
  const [all, setAll] = useState("");
  const [to, setTo] = useState<Partial<Record<Kind, string>>>({});
  const [reason, setReason] = useState("");
  const { members } = useDirectory();
  const client = useQueryClient();
  // The head of the organisation, and the one administrator, cannot be done without.
  const needed = held.posts.some((post) => post.needed);
  const concerned = kinds.filter((kind) => countOf(held, kind) > 0);
  const chosen = (kind: Kind): string => to[kind] ?? all;
  const send = useMutation({
    mutationFn: () => {
      const named = Object.fromEntries(concerned.map((kind) => [kind, chosen(kind) || null]));
      const given = { params: { id: member.id }, body: { reason: reason.trim(), to: named } };
      return way === "leave" ? call(leaveStaff, given) : call(handOverStaff, given);
    },
    onSuccess: async () => {
      await staffChanged(client);
      close();
    },
  });
  const wrong = faultsIn(send.error);
  const others = members
    .filter((one) => one.id !== member.id)
    .map((one) => ({ value: one.id, label: one.name }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <h3>{t(`staff.${way === "leave" ? "leaveOf" : "handOverOf"}`, { name: member.name })}</h3>
      <p className="soft">{t(`staff.${way === "leave" ? "leaveHow" : "handOverHow"}`)}</p>
      {concerned.length === 0 && <p>{t("staff.holdsNothing")}</p>}
      {concerned.length > 1 && (
        <SelectField
          label={t("staff.toAll")}
          none={t("common.choose")}
          value={all}
          options={others}
          onChange={(one) => {
            setAll(one);
            setTo({});
          }}
        />
      )}
      {concerned.map((kind) => (
        <div key={kind} className="pair two staff-kind">
          <div>
            <b>{t(`staff.holds.${kind}`, { n: countOf(held, kind) })}</b> <Items held={held} kind={kind} />
          </div>
          <SelectField
            label={t(`staff.takes.${kind}`)}
            none={t(kind === "posts" && !needed ? "staff.standsEmpty" : "common.choose")}
            wrong={wrong[`to.${kind}`]}
            value={chosen(kind)}
            options={others}
            onChange={(one) => setTo({ ...to, [kind]: one })}
          />
        </div>
      ))}
      <Besides held={held} way={way} />
      <TextField label={t("field.reason")} wrong={wrong.reason} value={reason} onChange={setReason} />
      <ProblemAlert error={send.error} />
      <div className="form-foot">
        <Button
          type="primary"
          danger={way === "leave"}
          htmlType="submit"
          disabled={reason.trim() === ""}
          loading={send.isPending}
        >
          {t(way === "leave" ? "staff.leaveNow" : "staff.handOverNow")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

export function Leaving(props: Props) {
  const asked = useQuery({ ...heldQuery(props.member.id), refetchOnMount: "always" });
  return <Answer of={asked}>{(held) => <HandOver {...props} held={held} />}</Answer>;
}
