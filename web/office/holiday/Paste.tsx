// The notice of the days off as it is pasted: what was understood is shown before it is taken.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { asRanges, readNotice } from "#domain/office/notice.ts";
import { TextField } from "../../ui/Fields.tsx";
import type { Days } from "./year.ts";

const inWords = (dates: readonly string[]): string =>
  asRanges(dates)
    .map(([from, to]) => (from === to ? from : t("office.range", { from, to })))
    .join(t("common.comma"));

function Understood({ year, text, take }: { year: number; text: string; take: (days: Days) => void }) {
  const read = readNotice(text, year);
  const own = (dates: string[]) => dates.filter((date) => date.startsWith(`${year}-`));
  const [closed, worked] = [own(read.closed), own(read.worked)];
  const others = read.closed.length + read.worked.length - closed.length - worked.length;
  if (read.closed.length + read.worked.length + read.faults.length === 0)
    return <p className="note warn">{t("office.notUnderstood")}</p>;
  return (
    <div className="note stack" role="status">
      <p>
        <b>{t("office.understoodClosed", { n: closed.length })}</b> {inWords(closed)}
      </p>
      <p>
        <b>{t("office.understoodWorked", { n: worked.length })}</b> {inWords(worked)}
      </p>
      {others > 0 && <p className="soft">{t("office.otherYears", { n: others, year })}</p>}
      {read.faults.map((fault) => (
        <p key={fault.code + fault.text} className="wrong">
          {t(`office.noticeFault.${fault.code}`, { text: fault.text })}
        </p>
      ))}
      <div>
        <Button disabled={closed.length + worked.length === 0} onClick={() => take({ closed, worked })}>
          {t("office.take", { year })}
        </Button>
      </div>
    </div>
  );
}

export function Paste({ year, take }: { year: number; take: (days: Days) => void }) {
  const [text, setText] = useState("");
  return (
    <details>
      <summary>{t("office.paste", { year })}</summary>
      <div className="stack">
        <TextField
          label={t("office.pasteHere")}
          hint={t("office.pasteHint")}
          lines={4}
          value={text}
          onChange={setText}
        />
        {text.trim() !== "" && (
          <Understood
            year={year}
            text={text}
            take={(days) => {
              take(days);
              setText("");
            }}
          />
        )}
      </div>
    </details>
  );
}
