// 个人信息删除: somebody is looked up, what is held about them is chosen and erased, a receipt stays.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { findPerson, type PersonFound, type Receipt } from "#api/erasure.ts";
import { call } from "../call.ts";
import { TextField } from "../ui/Fields.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank } from "../ui/States.tsx";
import { EraseForm } from "./EraseForm.tsx";
import { placeOf } from "./erasure.queries.ts";
import { type Chosen, FoundLines, usual } from "./FoundLines.tsx";
import { Receipts } from "./Receipts.tsx";
import "./erasure.css";

type Whom = { q?: string; customer?: string };

function People({ found, pick }: { found: PersonFound; pick: (customer: string) => void }) {
  if (found.people.length === 0) return null;
  return (
    <Sheet title={t("erasure.people")} label={t("erasure.people")}>
      {found.people.length > 1 && <p className="sheet-body soft">{t("erasure.which")}</p>}
      <ul>
        {found.people.map((one) => (
          <li key={one.id} className="erasure-line">
            <span className="row">
              <b>{one.name ?? t("customer.unnamed")}</b>
              <span className="num">{one.phone}</span>
              <span className="soft">{one.address}</span>
              {found.people.length > 1 && (
                <Button size="small" onClick={() => pick(one.id)}>
                  {t("erasure.pick")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Found({
  whom,
  found,
  pick,
  done,
}: {
  whom: Whom;
  found: PersonFound;
  pick: (customer: string) => void;
  done: (receipt: Receipt) => void;
}) {
  // Others may bear the same name: only what is the person's own is ticked beforehand.
  const free = found.lines.filter((one) => one.own && one.block === null);
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(free.map((one) => [placeOf(one), usual(one)])),
  );
  const choose = (place: string, choice: "all" | "naming" | null) => {
    const { [place]: _, ...rest } = chosen;
    setChosen(choice === null ? rest : { ...rest, [place]: choice });
  };
  const lines = found.lines.filter((one) => placeOf(one) in chosen);
  return (
    <>
      <People found={found} pick={pick} />
      <Sheet title={t("erasure.held", { n: found.lines.length })} label={t("erasure.heldLabel")}>
        {found.lines.length + found.imports === 0 && (
          <Blank title={t("erasure.nothing")}>{t("erasure.nothingHow")}</Blank>
        )}
        {found.more && <p className="note warn">{t("erasure.more")}</p>}
        {found.imports > 0 && <p className="note">{t("erasure.imports", { n: found.imports })}</p>}
        <FoundLines lines={found.lines} chosen={chosen} choose={choose} />
      </Sheet>
      {(lines.length > 0 || found.imports > 0) && (
        <EraseForm whom={whom} lines={lines} chosen={chosen} done={done} />
      )}
    </>
  );
}

export function ErasurePage() {
  const [q, setQ] = useState("");
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const find = useMutation({ mutationFn: (whom: Whom) => call(findPerson, { body: whom }) });
  const seek = (whom: Whom) => {
    setReceipt(null);
    find.mutate(whom);
  };
  const done = (made: Receipt) => {
    find.reset();
    setQ("");
    setReceipt(made);
  };
  return (
    <Page title={t("place.erasure")} aside={<span className="soft">{t("erasure.how")}</span>}>
      <div className="stack">
        <search>
          <form
            className="erasure-find"
            onSubmit={(submit) => {
              submit.preventDefault();
              if (q.trim()) seek({ q: q.trim() });
            }}
          >
            <TextField label={t("erasure.find")} hint={t("erasure.findHint")} value={q} onChange={setQ} />
            <Button type="primary" htmlType="submit" disabled={!q.trim()} loading={find.isPending}>
              {t("erasure.seek")}
            </Button>
          </form>
        </search>
        <ProblemAlert error={find.error} />
        {receipt && (
          <p className="note good" role="status">
            {t("erasure.done", { n: receipt.items.length, events: receipt.events, files: receipt.files })}
          </p>
        )}
        {find.data && (
          <Found
            key={JSON.stringify(find.variables)}
            whom={find.variables}
            found={find.data}
            pick={(customer) => seek({ q: q.trim(), customer })}
            done={done}
          />
        )}
        <Receipts why="request" />
      </div>
    </Page>
  );
}
