// One's accounts in other organisations: linked by their password, changed over to without one.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addLink, removeLink } from "#api/account.ts";
import { call } from "../call.ts";
import { CallRefused } from "../problem.ts";
import { TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import type { Account } from "./AccountPage.tsx";
import { faultOf, Secret } from "./Secret.tsx";

const blank = { username: "", password: "", code: "" };
const asksCode = (error: unknown): boolean =>
  error instanceof CallRefused && /code-(needed|wrong)$/.test(error.problem.type);

export function LinksPart({ links }: { links: Account["links"] }) {
  const [typed, setTyped] = useState(blank);
  const [withCode, setWithCode] = useState(false);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["account"] });
  const add = useMutation({
    mutationFn: () => {
      const { username, password, code } = typed;
      const body = { username: username.trim(), password, ...(code.trim() ? { code } : {}) };
      return call(addLink, { body });
    },
    onSuccess: () => {
      setTyped(blank);
      setWithCode(false);
      return refresh();
    },
    onError: (error) => setWithCode((was) => was || asksCode(error)),
  });
  const remove = useMutation({
    mutationFn: (username: string) => call(removeLink, { params: { username } }),
    onSuccess: refresh,
  });
  const told = faultOf(add.error, "password") ?? faultOf(add.error, "code") ?? faultOf(add.error, "username");
  return (
    <Sheet title={t("account.links")} label={t("account.links")}>
      <div className="sheet-body stack">
        <p>{t("account.linksWhat")}</p>
        <ul>
          {links.map((one) => (
            <li key={one.username} className="account-line">
              <b>{one.organisationName}</b>
              <span className="soft account-name">{one.username}</span>
              <Button size="small" loading={remove.isPending} onClick={() => remove.mutate(one.username)}>
                {t("account.unlink")}
              </Button>
            </li>
          ))}
        </ul>
        <ProblemAlert error={remove.error} />
        <form
          className="row account-fields"
          onSubmit={(submit) => {
            submit.preventDefault();
            add.mutate();
          }}
        >
          <TextField
            label={t("account.otherName")}
            value={typed.username}
            onChange={(username) => setTyped({ ...typed, username })}
            wrong={faultOf(add.error, "username")}
          />
          <Secret
            label={t("account.otherPassword")}
            complete="off"
            value={typed.password}
            onChange={(password) => setTyped({ ...typed, password })}
            wrong={faultOf(add.error, "password")}
          />
          {withCode && (
            <Secret
              label={t("session.code")}
              hint={t("session.codeHint")}
              complete="one-time-code"
              value={typed.code}
              onChange={(code) => setTyped({ ...typed, code })}
              wrong={faultOf(add.error, "code")}
            />
          )}
          <Button htmlType="submit" disabled={!typed.username || !typed.password} loading={add.isPending}>
            {t("account.link")}
          </Button>
        </form>
        {!told && <ProblemAlert error={add.error} />}
      </div>
    </Sheet>
  );
}
