// What may be done now, each with the clocks it would meet; and what may not, with the reason and the clause.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import type { ActionName } from "#api/action.ts";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { useDirectory } from "../../directory.ts";
import { statusOf } from "../../problem.ts";
import { ClauseTag, ClauseTags } from "../../ui/ClauseTag.tsx";
import { useKey } from "../../ui/keys.ts";
import { Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { useAct } from "../case.queries.ts";
import { ActionForm } from "./ActionForm.tsx";
import { fieldsOf } from "./action-fields.ts";
import { metBy } from "./acts.ts";
import { NotNow } from "./NotNow.tsx";

type Possible = CaseWhole["actions"][number];
const order = Object.keys(fieldsOf) as ActionName[];
const inOrder = (one: Possible, other: Possible) => order.indexOf(one.name) - order.indexOf(other.name);

/** Nothing stands beside its button. */
const plain = (one: Possible, of: CaseWhole) =>
  metBy(one.name, of.obligations).length === 0 && !one.approval?.length && !one.clause;

export function Actions({ of }: { of: CaseWhole }) {
  const [opened, setOpened] = useState<ActionName | null>(null);
  const [waiting, setWaiting] = useState<Approval | null>(null);
  const act = useAct(of.id);
  const actions = [...of.actions].sort(inOrder);
  const list = useRef<HTMLUListElement>(null);
  // After a step the keyboard is back at the list, a Tab before its first button; `a` goes there from anywhere.
  const home = () => list.current?.focus({ preventScroll: true });
  useEffect(home, []);
  useKey("a", () => list.current?.querySelector("button")?.focus());
  const close = () => {
    setOpened(null);
    home();
  };
  const press = (name: ActionName) => {
    act.reset();
    setWaiting(null);
    if (fieldsOf[name].length > 0) return setOpened(name === opened ? null : name);
    setOpened(null);
    act.mutate(
      { name, body: {}, version: of.version },
      {
        onSuccess: (acted) => setWaiting("waits" in acted ? acted.waits : null),
        onSettled: home,
      },
    );
  };
  return (
    <Sheet title={t("case.actions")} label={t("case.actions")}>
      <div className="sheet-body stack">
        {waiting && <Waiting approval={waiting} />}
        <ul className="actions" ref={list} tabIndex={-1}>
          {actions
            .filter((one) => one.allowed)
            .sort((one, other) => Number(plain(one, of)) - Number(plain(other, of)))
            .map((one) => (
              <li key={one.name} className={plain(one, of) && opened !== one.name ? "" : "wide"}>
                <Doable one={one} of={of} busy={act.isPending} open={opened === one.name} press={press} />
                {opened === one.name && (
                  <ActionForm key={one.name} of={of} name={one.name} close={close} waits={setWaiting} />
                )}
              </li>
            ))}
        </ul>
        <ProblemAlert error={act.error} retry={statusOf(act.error) === 409 ? act.reset : undefined} />
        <NotNow actions={actions.filter((one) => !one.allowed)} />
      </div>
    </Sheet>
  );
}

type DoableProps = {
  one: Possible;
  of: CaseWhole;
  busy: boolean;
  open: boolean;
  press: (name: ActionName) => void;
};

function Doable({ one, of, busy, open, press }: DoableProps) {
  const { nameOf } = useDirectory();
  const meets = metBy(one.name, of.obligations);
  const asks = fieldsOf[one.name].length > 0;
  return (
    <div className="row">
      <Button
        type={meets.length > 0 ? "primary" : "default"}
        disabled={busy}
        aria-expanded={asks ? open : undefined}
        onClick={() => press(one.name)}
      >
        {t(`action.${one.name}`)}
      </Button>
      {meets.length > 0 && <ClauseTags ids={meets} />}
      {one.approval && one.approval.length > 0 && (
        <span className="soft">
          {t("case.needsApproval", { who: one.approval.map(nameOf).join(t("common.comma")) })}
        </span>
      )}
      {one.clause && !meets.includes(one.clause) && <ClauseTag id={one.clause} />}
    </div>
  );
}

function Waiting({ approval }: { approval: Approval }) {
  const { nameOf } = useDirectory();
  return (
    <div className="note good" role="status">
      <b>{t("case.waits", { who: approval.waitsFor.map(nameOf).join(t("common.comma")) })}</b>
      <div className="row">
        <ClauseTag id={approval.clause} />
        <Link to="/approvals" search={{ as: "asker" }}>
          {t("case.seeApproval")}
        </Link>
      </div>
    </div>
  );
}
