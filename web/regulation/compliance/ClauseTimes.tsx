// One clause: how long its acts took as a picture, and its matters, the worst first.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import type { z } from "zod";
import { clauseTimes } from "#api/regulation.ts";
import { call } from "../../call.ts";
import { useNow } from "../../clock.ts";
import { instantInWords, lengthInWords, momentInWords } from "../../time.ts";
import { SelectField } from "../../ui/Fields.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { Evidence } from "./Evidence.tsx";
import { Histogram } from "./Histogram.tsx";

export type Times = z.infer<typeof clauseTimes.output>;
type Worst = Times["worst"]["items"][number];
const hour = 3_600_000;
const states = ["breached", "late", "met", "open"] as const;
type Judged = (typeof states)[number];
const judged = (text: string | undefined): Judged | undefined => states.find((s) => s === text);

function useTimes(id: string, state: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["clause", "times", id, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(clauseTimes, { query: { clause: id, state: judged(state), after: pageParam } }),
    getNextPageParam: (last) => last.worst.next ?? undefined,
  });
}

function Line({ one }: { one: Worst }) {
  const now = useNow();
  const label = (column: string) => t(`compliance.column.${column}`);
  const broken = one.state === "late" || one.state === "breached";
  return (
    <tr>
      <td className="num">{one.number}</td>
      <td className="title">
        {one.duty ? (
          <Link to="/duties/$id" params={{ id: one.duty }}>
            {one.title}
          </Link>
        ) : (
          <Link to="/cases/$id" params={{ id: one.case ?? "" }}>
            {one.title}
          </Link>
        )}
      </td>
      <td className={broken ? "num late" : "num"}>{t(`obligationState.${one.state}`)}</td>
      <td className="num" data-label={label("took")}>
        {lengthInWords(one.hours * hour)}
      </td>
      <td className="num soft" data-label={label("openedAt")}>
        {momentInWords(one.openedAt, now)}
      </td>
      <td className="num soft" data-label={label("dueAt")}>
        {one.dueAt ? instantInWords(one.dueAt, now) : "—"}
      </td>
      <td className="num soft" data-label={label("metAt")}>
        {one.metAt ? momentInWords(one.metAt, now) : "—"}
      </td>
    </tr>
  );
}

const worstColumns = ["number", "title", "state", "took", "openedAt", "dueAt", "metAt"];

function WorstTable({ worst }: { worst: Worst[] }) {
  if (worst.length === 0) return <Blank title={t("compliance.noCases")} />;
  return (
    <div className="wide">
      <table className="compliance">
        <thead>
          <tr>
            {worstColumns.map((column) => (
              <th key={column} scope="col">
                {t(`compliance.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {worst.map((one) => (
            <Line key={`${one.case ?? one.duty} ${one.openedAt}`} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ClauseTimes({ id, state }: { id: string; state?: string }) {
  const asked = useTimes(id, state);
  const navigate = useNavigate();
  return (
    <Sheet title={t("compliance.times")} label={t("compliance.times")}>
      <Answer of={asked}>
        {({ pages }) => {
          const first = pages[0]!;
          return (
            <>
              <div className="sheet-body stack">
                <p className="says">{first.clause.says}</p>
                <Evidence of={first.clause.evidence} />
                <Summary of={first} />
                <Histogram buckets={first.buckets} />
                <div className="worst-filter">
                  <SelectField
                    label={t("compliance.onlyState")}
                    none={t("common.all")}
                    value={state ?? ""}
                    options={states.map((value) => ({ value, label: t(`obligationState.${value}`) }))}
                    onChange={(value) =>
                      void navigate({ to: "/compliance", search: { clause: id, state: value || undefined } })
                    }
                  />
                </div>
              </div>
              <WorstTable worst={pages.flatMap((page) => page.worst.items)} />
              <MoreButton of={asked} />
            </>
          );
        }}
      </Answer>
    </Sheet>
  );
}

function Summary({ of }: { of: Times }) {
  if (of.medianHours === null || of.p90Hours === null) return null;
  const said = { median: lengthInWords(of.medianHours * hour), p90: lengthInWords(of.p90Hours * hour) };
  return <p>{t("compliance.summary", said)}</p>;
}
