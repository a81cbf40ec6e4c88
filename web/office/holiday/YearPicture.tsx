// One year as a picture: days off, days worked instead, weekends; a click changes a day.
import { t } from "i18next";
import { language } from "../../i18n/language.ts";
import { type Cell, type Days, type Month, monthsOf } from "./year.ts";

/** A month in a word of the reader's language; which year it is says nothing of that. */
const monthName = (month: number): string =>
  new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(Date.UTC(2000, month - 1, 1));

function MonthPicture({ month, click }: { month: Month; click: (cell: Cell) => void }) {
  const blanks = Array.from({ length: month.before }, (_, n) => `before${n}`);
  return (
    <section className="month" aria-label={monthName(month.month)}>
      <h4>{monthName(month.month)}</h4>
      <div className="month-days">
        {(["1", "2", "3", "4", "5", "6", "7"] as const).map((day) => (
          <small key={day} aria-hidden="true">
            {t(`weekdayShort.${day}`)}
          </small>
        ))}
        {blanks.map((blank) => (
          <span key={blank} />
        ))}
        {month.cells.map((cell) => (
          <button
            key={cell.date}
            type="button"
            className={`day ${cell.kind}`}
            title={cell.name || undefined}
            aria-label={t(`office.dayIs.${cell.kind}`, { n: cell.day, name: cell.name })}
            onClick={() => click(cell)}
          >
            {cell.day}
          </button>
        ))}
      </div>
    </section>
  );
}

type Props = {
  year: number;
  days: Days;
  names: ReadonlyMap<string, string>;
  click: (cell: Cell) => void;
};

export function YearPicture({ year, days, names, click }: Props) {
  return (
    <>
      <p className="year-key">
        {(["closed", "worked", "weekend"] as const).map((kind) => (
          <span key={kind}>
            <i className={`day ${kind}`} aria-hidden="true" /> {t(`office.kind.${kind}`)}
          </span>
        ))}
      </p>
      <div className="year">
        {monthsOf(year, days, names).map((month) => (
          <MonthPicture key={month.month} month={month} click={click} />
        ))}
      </div>
    </>
  );
}
