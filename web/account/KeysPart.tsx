// Keys with which other programs call in: made, told once, revoked; for the administrator.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { addKey, listKeys, removeKey } from "#api/account.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import { dayOf, instantOf } from "../time.ts";
import { TextField, TimeField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";

export function KeysPart() {
  const keys = useQuery({ queryKey: ["account", "keys"], queryFn: () => call(listKeys) });
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const { nameOf } = useDirectory();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["account", "keys"] });
  const add = useMutation({
    mutationFn: () =>
      call(addKey, { body: { name: name.trim(), expiresAt: until ? (instantOf(until) ?? null) : null } }),
    onSuccess: () => {
      setName("");
      setUntil("");
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(removeKey, { params: { id } }),
    onSuccess: refresh,
  });
  return (
    <Sheet title={t("account.keys")} label={t("account.keys")}>
      <div className="sheet-body stack">
        <p>{t("account.keysWhat")}</p>
        {add.data && (
          <div className="note good" role="status">
            <b>{t("account.keyOnce", { name: add.data.name })}</b>
            <code className="account-secret">{add.data.key}</code>
          </div>
        )}
        <Answer of={keys}>
          {({ items }) =>
            items.length === 0 ? (
              <Blank title={t("account.keysNone")} />
            ) : (
              <ul>
                {items.map((key) => (
                  <li key={key.id} className="account-line">
                    <b>{key.name}</b>
                    <span className="soft">
                      {nameOf(key.member)} · {t("account.keySince", { day: dayOf(key.createdAt) })} ·{" "}
                      {key.expiresAt
                        ? t("account.keyUntil", { day: dayOf(key.expiresAt) })
                        : t("account.keyForEver")}
                    </span>
                    <Button size="small" danger onClick={() => remove.mutate(key.id)}>
                      {t("account.revoke")}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        <form
          className="row account-fields"
          onSubmit={(submit) => {
            submit.preventDefault();
            add.mutate();
          }}
        >
          <TextField
            label={t("account.keyName")}
            hint={t("account.keyNameHint")}
            value={name}
            onChange={setName}
          />
          <TimeField
            label={t("account.keyExpires")}
            hint={t("account.keyExpiresHint")}
            value={until}
            onChange={setUntil}
          />
          <Button htmlType="submit" disabled={name.trim() === ""} loading={add.isPending}>
            {t("account.keyMake")}
          </Button>
        </form>
        <ProblemAlert error={add.error ?? remove.error} />
      </div>
    </Sheet>
  );
}
