// The accounts of everybody who works here: who has a way in, and who is to get one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { listAccounts, printSlips } from "#api/accounts.ts";
import { call } from "../call.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { AccountLine } from "./AccountLine.tsx";
import { type Slip, Slips } from "./Slips.tsx";
import "./account.css";

const route = getRouteApi("/accounts");
export type AccountRow = z.infer<typeof listAccounts.output>["items"][number];

/** Those who cannot sign in yet. */
const waits = (one: AccountRow): boolean => ["none", "invited", "starting"].includes(one.state);

const shows = (one: AccountRow, only: string, q: string): boolean =>
  (only === "" || (only === "waits" ? waits(one) : one.state === only)) &&
  `${one.name} ${one.username} ${one.second ?? ""}`.toLowerCase().includes(q.trim().toLowerCase());

function useSlips(chosen: readonly string[], done: (slips: Slip[], address: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (by: "link" | "password") => call(printSlips, { body: { members: [...chosen], with: by } }),
    onSuccess: (said) => {
      done(said.items, said.address);
      return client.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
}

function Choosing({ items, print }: { items: AccountRow[]; print: (s: Slip[], address: string) => void }) {
  const [q, setQ] = useState(route.useSearch().q ?? "");
  const [only, setOnly] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const slips = useSlips(chosen, print);
  const shown = items.filter((one) => shows(one, only, q));
  const open = shown.filter((one) => one.state !== "closed").map((one) => one.member);
  const all = open.length > 0 && open.every((member) => chosen.includes(member));
  const choose = (member: string, on: boolean) =>
    setChosen(on ? [...chosen, member] : chosen.filter((one) => one !== member));
  const options = [
    { value: "", label: `${t("common.all")} ${items.length}` },
    { value: "waits", label: `${t("accounts.waits")} ${items.filter(waits).length}` },
    {
      value: "closed",
      label: `${t("accounts.closed")} ${items.filter((one) => one.state === "closed").length}`,
    },
  ];
  return (
    <div className="stack">
      <search className="row account-fields">
        <TextField label={t("accounts.find")} value={q} onChange={setQ} />
        <ChoiceField label={t("accounts.show")} value={only} options={options} onChange={setOnly} />
      </search>
      <Sheet title={t("accounts.list")} label={t("accounts.list")}>
        {shown.length === 0 && <Blank title={t("accounts.none")}>{t("accounts.noneHow")}</Blank>}
        <table className="account-table">
          <thead>
            <tr>
              <th>
                <input
                  type="checkbox"
                  aria-label={t("accounts.chooseAll")}
                  checked={all}
                  onChange={() => setChosen(all ? [] : open)}
                />
              </th>
              <th>{t("accounts.person")}</th>
              <th>{t("accounts.signInName")}</th>
              <th>{t("accounts.stands")}</th>
              <th>{t("accounts.does")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <AccountLine
                key={one.member}
                of={one}
                chosen={chosen.includes(one.member)}
                choose={(on) => choose(one.member, on)}
              />
            ))}
          </tbody>
        </table>
      </Sheet>
      <ProblemAlert error={slips.error} />
      {chosen.length > 0 && (
        <div className="row account-foot">
          <span role="status">{t("accounts.chosen", { n: chosen.length })}</span>
          <Button type="primary" loading={slips.isPending} onClick={() => slips.mutate("link")}>
            {t("accounts.slipsWithLink")}
          </Button>
          <Button loading={slips.isPending} onClick={() => slips.mutate("password")}>
            {t("accounts.slipsWithPassword")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function AccountsPage() {
  const accounts = useQuery({ queryKey: ["accounts"], queryFn: () => call(listAccounts) });
  const [printed, setPrinted] = useState<{ slips: Slip[]; address: string }>();
  return (
    <Page title={t("place.accounts")}>
      {printed ? (
        <Slips {...printed} close={() => setPrinted(undefined)} />
      ) : (
        <Answer of={accounts}>
          {({ items }) => (
            <Choosing items={items} print={(slips, address) => setPrinted({ slips, address })} />
          )}
        </Answer>
      )}
    </Page>
  );
}
