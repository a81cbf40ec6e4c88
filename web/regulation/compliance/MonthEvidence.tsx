// One clause in one month: its figures by day, by person, by department, and the matters behind each of them.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { getEvidence } from "#api/evidence.ts";
import { call } from "../../call.ts";
import { clauseMark, useClause } from "../../clauses.ts";
import { orgNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { dayOf } from "../../time.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer } from "../../ui/States.tsx";
import { BehindTable } from "./BehindTable.tsx";
import { DayBars } from "./DayBars.tsx";

type Answered = z.infer<typeof getEvidence.output>;
export type Split = { ran: number; kept: number; late: number; broken: number };
export const splits = ["ran", "kept", "late", "broken"] as const;

function useEvidence(id: string, month: string) {
  const [regulation = "", clause = ""] = id.split("/");
  return useInfiniteQuery({
    queryKey: ["clause", "evidence", id, month],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(getEvidence, { params: { regulation, id: clause }, query: { month, after: pageParam } }),
    getNextPageParam: (last) => last.behind.next ?? undefined,
  });
}

export function MonthEvidence({ id }: { id: string }) {
  const [month, setMonth] = useState(dayOf(orgNow()).slice(0, 7));
  const asked = useEvidence(id, month);
  return (
    <Sheet
      title={<Title id={id} />}
      label={t("monthEvidence.title")}
      aside={<MonthChoice month={month} set={setMonth} />}
    >
      <Answer of={asked}>
        {({ pages }) => (
          <>
            <Figures of={pages[0]!} />
            <BehindTable lines={pages.flatMap((page) => page.behind.items)} />
            <MoreButton of={asked} />
          </>
        )}
      </Answer>
    </Sheet>
  );
}

/** The clause by its article and its words. */
function Title({ id }: { id: string }) {
  const clause = useClause(id);
  return (
    <span className="row">
      <Link
        to="/regulations/$key"
        params={{ key: id.split("/")[0]! }}
        search={{ clause: id }}
        className="clause-mark"
        title={id}
      >
        {clauseMark(id, clause)}
      </Link>
      <span className="says">{clause?.says}</span>
    </span>
  );
}

/** The month before or after one, as YYYY-MM. */
const shifted = (month: string, by: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months: by }).toString();

function MonthChoice({ month, set }: { month: string; set: (month: string) => void }) {
  const [year, n] = month.split("-").map(Number);
  const latest = month >= dayOf(orgNow()).slice(0, 7);
  return (
    <span className="row">
      <Button size="small" aria-label={t("monthEvidence.before")} onClick={() => set(shifted(month, -1))}>
        ‹
      </Button>
      <b className="num">{t("monthEvidence.of", { year, month: n })}</b>
      <Button
        size="small"
        aria-label={t("monthEvidence.after")}
        disabled={latest}
        onClick={() => set(shifted(month, 1))}
      >
        ›
      </Button>
    </span>
  );
}

function Figures({ of }: { of: Answered }) {
  const { nameOf, departmentName } = useDirectory();
  const persons = of.persons.map((one) => ({
    ...one,
    name: one.member === null ? t("monthEvidence.nobody") : nameOf(one.member),
  }));
  const departments = of.departments.map((one) => ({
    ...one,
    name: one.department === null ? t("monthEvidence.noDepartment") : departmentName(one.department),
  }));
  return (
    <div className="sheet-body stack">
      <DayBars days={of.days} />
      <div className="pair two">
        <SplitTable name={t("monthEvidence.persons")} lines={persons} />
        <SplitTable name={t("monthEvidence.departments")} lines={departments} />
      </div>
    </div>
  );
}

function SplitTable({ name, lines }: { name: string; lines: (Split & { name: string })[] }) {
  if (lines.length === 0) return null;
  return (
    <table className="compliance split">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {splits.map((one) => (
            <th key={one} scope="col">
              {t(`split.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <th scope="row">{line.name}</th>
            {splits.map((one) => (
              <td key={one} className="num" data-label={t(`split.${one}`)}>
                {line[one]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
