// The days off of each year: the official ones as they are known, a year that is missing, and one's own.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { Office, OfficeYear } from "#api/office.ts";
import { ChoiceField } from "../../ui/Fields.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Moving } from "../Moving.tsx";
import { Paste } from "./Paste.tsx";
import { YearPicture } from "./YearPicture.tsx";
import { clicked, type Days, daysOf, sameDays } from "./year.ts";

function Warning({ office }: { office: Office }) {
  return office.missingYears.map(({ year, loud }) => (
    <p key={year} className={loud ? "note bad" : "note warn"} role={loud ? "alert" : "status"}>
      {t(loud ? "office.missingLoud" : "office.missing", { year })}
    </p>
  ));
}

type Saved = { saved: () => void; wasSaved: boolean };

function Year({ of, ...rest }: { of: OfficeYear } & Saved) {
  const [days, setDays] = useState<Days>(() => daysOf(of));
  const [back, setBack] = useState(false);
  const stands = daysOf(of);
  const names = new Map(of.days.map((d) => [d.date, d.name]));
  const ready = back || !sameDays(days, stands);
  const drop = () => {
    setDays(stands);
    setBack(false);
  };
  return (
    <div className="stack">
      <p>
        <span className="chip">{t(`office.yearFrom.${of.from}`)}</span>{" "}
        <span className="soft">{t("office.clickHow")}</span>
      </p>
      <Paste year={of.year} take={setDays} />
      {!back && (
        <YearPicture
          year={of.year}
          days={days}
          names={names}
          click={(cell) => setDays(clicked(days, cell))}
        />
      )}
      {back && <p className="note">{t("office.backHow")}</p>}
      {of.from === "own" && !back && (
        <div>
          <Button size="small" onClick={() => setBack(true)}>
            {t("office.back")}
          </Button>
        </div>
      )}
      <Moving changes={{ holidays: { [of.year]: back ? null : days } }} ready={ready} drop={drop} {...rest} />
    </div>
  );
}

export function Holidays({ office, ...rest }: { office: Office } & Saved) {
  const now = office.today.slice(0, 4);
  const missing = office.missingYears[0];
  const [year, setYear] = useState(String(missing?.year ?? now));
  const shown = office.years.find((one) => String(one.year) === year);
  return (
    <Sheet title={t("office.holidays")} label={t("office.holidays")}>
      <div className="sheet-body stack">
        <Warning office={office} />
        <ChoiceField
          label={t("office.year")}
          value={year}
          options={office.years.map((one) => ({ value: String(one.year), label: String(one.year) }))}
          onChange={setYear}
        />
        {shown && <Year key={JSON.stringify(shown)} of={shown} {...rest} />}
      </div>
    </Sheet>
  );
}
