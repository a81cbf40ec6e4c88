// Hours of service: several intervals a day, one day copied to others, or round the clock; and the time zone.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { Office } from "#api/office.ts";
import { asTime, weekdays } from "#domain/office/week.ts";
import { ChoiceField, SelectField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { Moving } from "./Moving.tsx";

type Weekday = (typeof weekdays)[number];
type Interval = [string, string];
type Week = Record<Weekday, Interval[]>;

const usual: Interval[] = [
  ["09:00", "12:00"],
  ["13:30", "17:30"],
];
const usualWeek: Week = { "1": usual, "2": usual, "3": usual, "4": usual, "5": usual, "6": [], "7": [] };
const zones = (): string[] => {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes("Asia/Shanghai") ? known : ["Asia/Shanghai", ...known];
};

type TimeProps = { label: string; value: string; onChange: (time: string) => void };
/** Typed, since a browser's own control follows the browser's language and knows no 24:00. */
const TimeOfDay = ({ label, value, onChange }: TimeProps) => (
  <input
    aria-label={label}
    inputMode="numeric"
    className="plain-input office-time num"
    placeholder="08:30"
    value={value}
    onChange={(event) => onChange(event.target.value)}
    onBlur={() => onChange(asTime(value))}
  />
);

type DayProps = {
  day: Weekday;
  intervals: Interval[];
  change: (intervals: Interval[]) => void;
  copy: (to: Weekday[]) => void;
};

function Day({ day, intervals, change, copy }: DayProps) {
  const name = t(`weekday.${day}`);
  const put = (n: number, one: Interval) => change(intervals.map((x, at) => (at === n ? one : x)));
  return (
    <li className="office-day">
      <b>{name}</b>
      <div className="office-intervals">
        {intervals.length === 0 && <span className="soft">{t("office.closed")}</span>}
        {intervals.map(([open, close], n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: intervals have no name but their place.
          <span key={n} className="row">
            <TimeOfDay
              label={t("office.opens", { day: name, n: n + 1 })}
              value={open}
              onChange={(time) => put(n, [time, close])}
            />
            –
            <TimeOfDay
              label={t("office.closes", { day: name, n: n + 1 })}
              value={close}
              onChange={(time) => put(n, [open, time])}
            />
            <Button
              size="small"
              aria-label={t("office.dropInterval", { day: name, n: n + 1 })}
              onClick={() => change(intervals.filter((_, at) => at !== n))}
            >
              ×
            </Button>
          </span>
        ))}
      </div>
      <div className="row">
        <Button
          size="small"
          aria-label={t("office.addIntervalTo", { day: name })}
          onClick={() =>
            change([...intervals, intervals.length === 0 ? ["09:00", "17:30"] : ["18:00", "20:00"]])
          }
        >
          {t("office.addInterval")}
        </Button>
        {day === "1" && (
          <Button size="small" onClick={() => copy(["2", "3", "4", "5"])}>
            {t("office.copyToWeek")}
          </Button>
        )}
        {day === "6" && (
          <Button size="small" onClick={() => copy(["7"])}>
            {t("office.copyToSunday")}
          </Button>
        )}
      </div>
    </li>
  );
}

type Props = { office: Office; saved: () => void; wasSaved: boolean };

export function Hours({ office, saved, wasSaved }: Props) {
  const [always, setAlways] = useState(office.week === "always");
  const [week, setWeek] = useState<Week>(office.week === "always" ? usualWeek : office.week);
  const [timeZone, setTimeZone] = useState(office.timeZone);
  const wished = always ? ("always" as const) : week;
  const moved = JSON.stringify(wished) !== JSON.stringify(office.week);
  const changes = {
    ...(moved ? { week: wished } : {}),
    ...(timeZone !== office.timeZone ? { timeZone } : {}),
  };
  const copy = (from: Weekday, to: Weekday[]) =>
    setWeek({ ...week, ...Object.fromEntries(to.map((day) => [day, week[from]])) });
  return (
    <Sheet title={t("office.hours")} label={t("office.hours")}>
      <div className="sheet-body stack">
        <p className="soft">{t("office.hoursHow")}</p>
        <ChoiceField
          label={t("office.service")}
          value={always ? "always" : "week"}
          options={[
            { value: "week", label: t("office.byHours") },
            { value: "always", label: t("office.always") },
          ]}
          onChange={(chosen) => setAlways(chosen === "always")}
        />
        {!always && (
          <ul className="office-week">
            {weekdays.map((day) => (
              <Day
                key={day}
                day={day}
                intervals={week[day]}
                change={(intervals) => setWeek({ ...week, [day]: intervals })}
                copy={(to) => copy(day, to)}
              />
            ))}
          </ul>
        )}
        <div className="office-zone">
          <SelectField
            label={t("office.timeZone")}
            value={timeZone}
            options={zones().map((zone) => ({ value: zone, label: zone }))}
            onChange={setTimeZone}
          />
        </div>
        <Moving
          changes={changes}
          ready={Object.keys(changes).length > 0}
          saved={saved}
          wasSaved={wasSaved}
          drop={() => {
            setAlways(office.week === "always");
            setWeek(office.week === "always" ? usualWeek : office.week);
            setTimeZone(office.timeZone);
          }}
        />
      </div>
    </Sheet>
  );
}
