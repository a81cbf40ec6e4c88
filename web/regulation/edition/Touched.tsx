// The running matters that an edition would touch, with their clocks before and after; moved to it with a reason.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { listTouched, type touchedCase } from "#api/edition.ts";
import { call } from "../../call.ts";
import { useNow } from "../../clock.ts";
import { mayEditRegulation, useMe } from "../../me.ts";
import { instantInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { TextField } from "../../ui/Fields.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { useMove } from "./edition.queries.ts";

type One = z.infer<typeof touchedCase>;
type Clock = One["clocks"][number]["before"];
type Props = { regulation: string; date: string; state: string };

export function Touched({ regulation, date, state }: Props) {
  const [wanted, setWanted] = useState(false);
  return (
    <Sheet title={t("touched.title")} label={t("touched.title")}>
      {wanted ? (
        <List regulation={regulation} date={date} state={state} />
      ) : (
        <div className="sheet-body row">
          <Button onClick={() => setWanted(true)}>{t("touched.look")}</Button>
          <span className="soft">{t("touched.how")}</span>
        </div>
      )}
    </Sheet>
  );
}

function List({ regulation, date, state }: Props) {
  const asked = useInfiniteQuery({
    queryKey: ["regulation", "touched", regulation, date],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(listTouched, {
        params: { key: regulation },
        query: { edition: date, after: pageParam, limit: 50 },
        signal,
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Answer of={asked}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        const { count, more } = pages[0]!.running;
        if (items.length === 0)
          return <Blank title={t("touched.none")}>{t("touched.running", { n: count })}</Blank>;
        return (
          <>
            <p className="sheet-body soft">
              {t(more ? "touched.runningMore" : "touched.running", { n: count })}
            </p>
            <Choice regulation={regulation} date={date} items={items} movable={state === "in-force"} />
            <MoreButton of={asked} />
          </>
        );
      }}
    </Answer>
  );
}

type ChoiceProps = { regulation: string; date: string; items: One[]; movable: boolean };

function Choice({ regulation, date, items, movable }: ChoiceProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const me = useMe();
  const toggle = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <>
      <ul>
        {items.map((one) => (
          <Matter
            key={one.case}
            one={one}
            chosen={chosen.includes(one.case)}
            toggle={movable ? (on) => toggle(one.case, on) : undefined}
          />
        ))}
      </ul>
      {movable && mayEditRegulation(me) && (
        <MoveForm regulation={regulation} date={date} chosen={chosen} done={() => setChosen([])} />
      )}
      {!movable && <p className="sheet-body soft">{t("touched.notYet")}</p>}
    </>
  );
}

type MatterProps = { one: One; chosen: boolean; toggle?: (on: boolean) => void };

function Matter({ one, chosen, toggle }: MatterProps) {
  return (
    <li className="touched">
      <div className="row">
        {toggle && (
          <Checkbox checked={chosen} onChange={(tick) => toggle(tick.target.checked)}>
            <span className="hidden-text">{one.number}</span>
          </Checkbox>
        )}
        <Link to="/cases/$id" params={{ id: one.case }}>
          {one.number} {one.title}
        </Link>
      </div>
      <ul>
        {one.clocks.map((clock) => (
          <li key={clock.clause} className="row">
            <ClauseTag id={clock.clause} />
            <ClockWords clock={clock.before} />
            <span aria-hidden="true">→</span>
            <ClockWords clock={clock.after} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function ClockWords({ clock }: { clock: Clock }) {
  const now = useNow();
  if (!clock) return <span className="soft">{t("touched.noClock")}</span>;
  const due = clock.dueAt ? instantInWords(clock.dueAt, now) : t("time.noTerm");
  return (
    <span className="num">
      {due} {t(`obligationState.${clock.state}`)}
    </span>
  );
}

type MoveProps = { regulation: string; date: string; chosen: readonly string[]; done: () => void };

function MoveForm({ regulation, date, chosen, done }: MoveProps) {
  const [reason, setReason] = useState("");
  const move = useMove(regulation, date);
  const ready = reason.trim() !== "";
  const send = (cases: "all" | string[]) =>
    move.mutate({ cases, reason: reason.trim() }, { onSuccess: done });
  return (
    <form className="sheet-body stack" onSubmit={(submit) => submit.preventDefault()}>
      <TextField label={t("touched.reason")} value={reason} onChange={setReason} />
      <ProblemAlert error={move.error} />
      <div className="form-foot">
        <Button
          type="primary"
          disabled={!ready || chosen.length === 0}
          loading={move.isPending}
          onClick={() => send([...chosen])}
        >
          {t("touched.move", { n: chosen.length })}
        </Button>
        <Button disabled={!ready || move.isPending} onClick={() => send("all")}>
          {t("touched.moveAll")}
        </Button>
        {move.isSuccess && <span role="status">{t("touched.moved", { n: move.data.moved })}</span>}
      </div>
    </form>
  );
}
