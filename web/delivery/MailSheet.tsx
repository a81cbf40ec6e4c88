// The mail server of the organisation.
import { t } from "i18next";
import { securities } from "#domain/delivery/settings.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { SecretField, Switch } from "./Controls.tsx";
import type { Draft } from "./draft.ts";
import { Trial } from "./Trial.tsx";

type Mail = Draft["mail"];
/** The usual port of each way. */
const ports: Record<Mail["security"], number> = { tls: 465, starttls: 587, none: 25 };

type Props = { mail: Mail; passwordSet: boolean; unsaved: boolean; change: (mail: Mail) => void };

export function MailSheet({ mail, passwordSet, unsaved, change }: Props) {
  const set = (more: Partial<Mail>) => change({ ...mail, ...more });
  return (
    <Sheet
      title={t("delivery.mail")}
      aside={<Switch label={t("delivery.on")} value={mail.on} onChange={(on) => set({ on })} />}
    >
      <div className="sheet-body stack">
        <p className="soft">{t("delivery.mailHow")}</p>
        <div className="pair">
          <TextField
            label={t("delivery.host")}
            value={mail.host}
            onChange={(host) => set({ host: host.trim() })}
          />
          <TextField
            label={t("delivery.port")}
            inputMode="decimal"
            value={String(mail.port || "")}
            onChange={(port) => set({ port: Number(port.replace(/\D/g, "")) })}
          />
        </div>
        <ChoiceField
          label={t("delivery.security")}
          value={mail.security}
          options={securities.map((value) => ({ value, label: t(`delivery.securities.${value}`) }))}
          onChange={(value) => {
            const security = value as Mail["security"];
            set({ security, ...(Object.values(ports).includes(mail.port) ? { port: ports[security] } : {}) });
          }}
        />
        <div className="pair">
          <TextField
            label={t("delivery.user")}
            hint={t("delivery.userHint")}
            value={mail.user ?? ""}
            onChange={(user) => set({ user: user === "" ? null : user })}
          />
          <SecretField
            label={t("delivery.password")}
            hint={t("delivery.secretHint")}
            isSet={passwordSet}
            value={mail.password}
            onChange={(password) => set({ password })}
          />
        </div>
        <TextField
          label={t("delivery.from")}
          hint={t("delivery.fromHint")}
          value={mail.from}
          onChange={(from) => set({ from })}
        />
        <Trial channel="mail" unsaved={unsaved} />
      </div>
    </Sheet>
  );
}
