// One clause in one month: its figures by day, by person, by department, and the matters behind each of them.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { getEvidence } from "#api/evidence.ts";
import { call } from "../../call.ts";
import { orgNow, useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { dayOf, instantInWords, momentInWords } from "../../time.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { DayBars } from "./DayBars.tsx";

type Answered = z.infer<typeof getEvidence.output>;
type Behind = Answered["behind"]["items"][number];
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
      title={t("monthEvidence.title")}
      label={t("monthEvidence.title")}
      aside={
        <input
          type="month"
          className="plain-input month-input"
          aria-label={t("monthEvidence.month")}
          value={month}
          onChange={(change) => change.target.value && setMonth(change.target.value)}
        />
      }
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

const label = (column: string) => t(`compliance.column.${column}`);

function BehindTable({ lines }: { lines: Behind[] }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  if (lines.length === 0) return <Blank title={t("monthEvidence.none")} />;
  return (
    <div className="wide">
      <table className="compliance" aria-label={t("monthEvidence.behind")}>
        <tbody>
          {lines.map((one) => (
            <tr key={`${one.on} ${one.id} ${one.openedAt} ${one.state}`}>
              <td className="num">{one.number ?? "—"}</td>
              <td className="title">
                <BehindLink one={one} />
              </td>
              <td className={one.state === "late" || one.state === "breached" ? "num late" : "num"}>
                {t([`obligationState.${one.state}`, `approvalState.${one.state}`, one.state])}
              </td>
              <td data-label={t("field.owner")}>{one.member ? nameOf(one.member) : "—"}</td>
              <td className="num soft" data-label={label("openedAt")}>
                {momentInWords(one.openedAt, now)}
              </td>
              <td className="num soft" data-label={label("dueAt")}>
                {one.dueAt ? instantInWords(one.dueAt, now) : "—"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BehindLink({ one }: { one: Behind }) {
  if (one.on === "case")
    return (
      <Link to="/cases/$id" params={{ id: one.id }}>
        {one.title}
      </Link>
    );
  if (one.on === "duty")
    return (
      <Link to="/duties/$id" params={{ id: one.id }}>
        {one.title}
      </Link>
    );
  return <span>{one.title}</span>;
}
