// To whom an edition was sent and who has signed that they know it; my own signature is one button.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import type { listAcknowledgements } from "#api/edition.ts";
import { useNow } from "../../clock.ts";
import { useMe } from "../../me.ts";
import { instantInWords, momentInWords } from "../../time.ts";
import { Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Answer } from "../../ui/States.tsx";
import { acknowledgementsQuery, useAcknowledge } from "./edition.queries.ts";

type Line = z.infer<typeof listAcknowledgements.output>["items"][number];
type Props = { regulation: string; date: string };

export function Acknowledgements({ regulation, date }: Props) {
  const asked = useQuery(acknowledgementsQuery(regulation, date));
  return (
    <Sheet title={t("acknowledge.title")} label={t("acknowledge.title")}>
      <Answer of={asked}>
        {({ items, sent, signed }) => (
          <div className="sheet-body stack">
            {sent === 0 ? (
              <p className="soft">{t("acknowledge.notSent")}</p>
            ) : (
              <>
                <Mine regulation={regulation} date={date} items={items} />
                <p className="row">
                  <span className="bar" aria-hidden="true">
                    <span style={{ width: `${(signed / sent) * 100}%` }} />
                  </span>
                  {t("acknowledge.sum", { sent, signed, left: sent - signed })}
                </p>
                <Lines items={items} />
              </>
            )}
          </div>
        )}
      </Answer>
    </Sheet>
  );
}

function Mine({ regulation, date, items }: Props & { items: Line[] }) {
  const me = useMe();
  const now = useNow();
  const sign = useAcknowledge(regulation, date);
  const mine = items.find((one) => one.member === me.member.id);
  if (!mine) return null;
  if (mine.acknowledgedAt)
    return (
      <p className="note good" role="status">
        {t("acknowledge.iKnow", { at: momentInWords(mine.acknowledgedAt, now) })}
      </p>
    );
  return (
    <div className="note warn">
      <p>{t("acknowledge.read")}</p>
      <div className="row">
        <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate()}>
          {t("acknowledge.sign")}
        </Button>
        {mine.dueAt && t("acknowledge.dueAt", { at: instantInWords(mine.dueAt, now) })}
      </div>
      <ProblemAlert error={sign.error} />
    </div>
  );
}

function Lines({ items }: { items: Line[] }) {
  const now = useNow();
  const open = items.filter((one) => one.acknowledgedAt === null);
  const signed = items.filter((one) => one.acknowledgedAt !== null);
  return (
    <>
      {open.length > 0 && (
        <p className="row">
          <b>{t("acknowledge.open")}</b>
          {open.map((one) => (
            <span key={one.member} className={one.overdue ? "chip late" : "chip soon"}>
              {one.name}
              {one.overdue && ` ${t("acknowledge.overdue")}`}
            </span>
          ))}
        </p>
      )}
      {signed.length > 0 && (
        <p className="row">
          <b>{t("acknowledge.signed")}</b>
          {signed.map((one) => (
            <span key={one.member} className="chip kept">
              {one.name} <span className="num">{momentInWords(one.acknowledgedAt!, now)}</span>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
