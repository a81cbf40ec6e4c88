// The first page of a new server: the organisation and its first administrator.
import { t } from "i18next";
import { useState } from "react";
import { postSetup } from "#api/setup.ts";
import { codePattern, signInNames } from "#domain/account/name.ts";
import { call } from "../call.ts";
import { Card, Line, Send, useForm } from "./Card.tsx";
import { PasswordPair, pairFault } from "./PasswordPair.tsx";
import { dropToken, takeToken } from "./token.ts";

const fields = {
  token: "token",
  code: "organisation.code",
  organisation: "organisation.name",
  timeZone: "organisation.timeZone",
  name: "administrator.name",
  number: "administrator.number",
  phone: "administrator.phone",
  password: "administrator.password",
} as const;
const first = "Asia/Shanghai";
const zones = [first, ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== first)];

const blank = {
  token: "",
  code: "",
  organisation: "",
  timeZone: first,
  name: "",
  number: "",
  phone: "",
  password: "",
  again: "",
};

/** Sends it; the administrator is signed in by it and goes on with the list of what comes next. */
function useSetup() {
  const [typed, setTyped] = useState(() => ({ ...blank, token: takeToken() }));
  const names = signInNames(typed.code, typed);
  const { password, again, code, timeZone, number, phone } = typed;
  const fault = pairFault(password, again, [names.username ?? "", names.second ?? ""]);
  const form = useForm(Object.values(fields), async () => {
    if (fault) return;
    const administrator = { name: typed.name.trim(), number: number.trim(), phone: phone.trim(), password };
    const organisation = { code, name: typed.organisation.trim(), timeZone };
    const { username } = await call(postSetup, {
      body: { token: typed.token.trim(), organisation, administrator },
    });
    localStorage.setItem("lastUsername", username);
    dropToken();
    location.assign("/setup-list");
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return { typed, setTyped, set, names, form };
}

export function Setup() {
  const { typed, setTyped, set, names, form } = useSetup();
  const wrong = (name: keyof typeof fields) => form.faults[fields[name]];
  const line = (name: keyof typeof fields) => ({
    value: typed[name],
    onChange: set(name),
    wrong: wrong(name),
  });
  const badCode = typed.code !== "" && !codePattern.test(typed.code) ? t("setup.codeWrong") : undefined;
  // The token came with the address, unless somebody typed the address without it.
  const [askToken] = useState(typed.token === "");
  return (
    <Card title={t("setup.title")}>
      <p className="sign-in-text">{t("setup.what")}</p>
      <form onSubmit={form.submit}>
        {(askToken || wrong("token")) && (
          <Line label={t("setup.token")} hint={t("setup.tokenHint")} {...line("token")} />
        )}
        <h2>{t("setup.organisation")}</h2>
        <Line
          label={t("setup.name")}
          {...line("organisation")}
          hint={t("setup.nameHint")}
          focus={!askToken}
        />
        <Line
          label={t("setup.code")}
          {...line("code")}
          onChange={(value) => set("code")(value.toLowerCase())}
          hint={t("setup.codeHint")}
          wrong={wrong("code") ?? badCode}
        />
        <Line label={t("setup.zone")} {...line("timeZone")} offers={zones} />
        <h2>{t("setup.administrator")}</h2>
        <Line label={t("setup.person")} {...line("name")} complete="name" />
        <Line label={t("setup.number")} {...line("number")} optional />
        <Line label={t("setup.phone")} {...line("phone")} type="tel" optional hint={t("setup.either")} />
        <p className="sign-in-note" role="status">
          {names.username === null || typed.code === ""
            ? t("setup.signInName")
            : t("setup.youAre", { name: [names.username, names.second].filter(Boolean).join(" / ") })}
        </p>
        <PasswordPair
          password={typed.password}
          again={typed.again}
          names={[names.username ?? "", names.second ?? ""]}
          set={(password, again) => setTyped({ ...typed, password, again })}
          wrong={wrong("password")}
        />
        {form.faults[""] && <p role="alert">{form.faults[""]}</p>}
        <Send busy={form.busy}>{form.busy ? t("setup.founding") : t("setup.found")}</Send>
      </form>
    </Card>
  );
}
