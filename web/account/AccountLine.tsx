// One member's account, and what an administrator does to it; what is told once stands under the line.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { changeAccount, giveStartingPassword, invite } from "#api/accounts.ts";
import { call } from "../call.ts";
import { useMe } from "../me.ts";
import { dayOf } from "../time.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import type { AccountRow } from "./AccountsPage.tsx";

type Change = "two-factor-off" | "end-sessions" | "close" | "reopen";
type Act = Change | "invite" | "starting-password";
type Told = { link?: string; password?: string };

const words: Record<Act, () => string> = {
  invite: () => t("accounts.invite"),
  "starting-password": () => t("accounts.startingPassword"),
  "two-factor-off": () => t("accounts.twoFactorOff"),
  "end-sessions": () => t("accounts.endSessions"),
  close: () => t("accounts.close"),
  reopen: () => t("accounts.reopen"),
};

/** What can be done to an account as it stands. */
const actsOn = (one: AccountRow, me: string): Act[] => {
  if (one.state === "closed") return ["reopen"];
  return [
    "invite",
    "starting-password",
    ...(one.twoFactor ? ["two-factor-off" as const] : []),
    ...(one.sessions > 0 ? ["end-sessions" as const] : []),
    ...(one.state === "none" || one.member === me ? [] : ["close" as const]),
  ];
};
/** What shuts somebody out is asked for twice. */
const grave: readonly Act[] = ["starting-password", "two-factor-off", "close"];

async function carryOut(member: string, act: Act): Promise<Told> {
  if (act === "invite") return { link: (await call(invite, { params: { member } })).link };
  if (act === "starting-password")
    return { password: (await call(giveStartingPassword, { params: { member } })).password };
  await call(changeAccount, { params: { member, act } });
  return {};
}

function Acts({ of, run, busy }: { of: AccountRow; run: (act: Act) => void; busy: boolean }) {
  const me = useMe().member.id;
  const [asked, setAsked] = useState<Act>();
  if (asked)
    return (
      <div className="row">
        <span>{t("accounts.sure", { act: words[asked](), name: of.name })}</span>
        <Button
          size="small"
          danger
          onClick={() => {
            setAsked(undefined);
            run(asked);
          }}
        >
          {t("accounts.yes")}
        </Button>
        <Button size="small" onClick={() => setAsked(undefined)}>
          {t("accounts.no")}
        </Button>
      </div>
    );
  return (
    <div className="row">
      {actsOn(of, me).map((act) => (
        <Button
          key={act}
          size="small"
          loading={busy}
          danger={act === "close"}
          aria-label={`${words[act]()} ${of.name}`}
          onClick={() => (grave.includes(act) && of.state !== "none" ? setAsked(act) : run(act))}
        >
          {words[act]()}
        </Button>
      ))}
    </div>
  );
}

export function AccountLine(props: { of: AccountRow; chosen: boolean; choose: (on: boolean) => void }) {
  const { of, chosen, choose } = props;
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (what: Act) => carryOut(of.member, what),
    onSuccess: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
  const told = act.data?.link ?? act.data?.password;
  return (
    <>
      <tr>
        <td>
          <input
            type="checkbox"
            aria-label={t("accounts.choose", { name: of.name })}
            checked={chosen}
            disabled={of.state === "closed"}
            onChange={(change) => choose(change.target.checked)}
          />
        </td>
        <td>
          <b>{of.name}</b>
        </td>
        <td className="account-name">
          {of.username}
          {of.second && <small className="soft"> {of.second}</small>}
        </td>
        <td>
          <span className={of.state === "active" ? "chip kept" : "chip"}>
            {t(`accounts.state.${of.state}`)}
          </span>
          {of.until && <small className="soft"> {t("accounts.until", { day: dayOf(of.until) })}</small>}
          {of.twoFactor && <span className="chip accent">{t("account.twoFactor")}</span>}
        </td>
        <td>
          <Acts of={of} run={act.mutate} busy={act.isPending} />
        </td>
      </tr>
      {(told || act.error) && (
        <tr>
          <td colSpan={5}>
            <ProblemAlert error={act.error} />
            {told && (
              <div className="note good" role="status">
                <p>{t(act.data?.link ? "accounts.linkOnce" : "accounts.passwordOnce", { name: of.name })}</p>
                <code className="account-secret">{told}</code>{" "}
                <Button size="small" onClick={() => void navigator.clipboard?.writeText(told)}>
                  {t("account.copy")}
                </Button>
              </div>
            )}
          </td>
        </tr>
      )}
    </>
  );
}
