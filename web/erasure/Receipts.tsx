// What was erased and destroyed: who, when, why, how much; printable, and without anybody's data.
import { t } from "i18next";
import { getErasureBook, getErasurePdf, listErasures, type Receipt } from "#api/erasure.ts";
import { address } from "../call.ts";
import { useNow } from "../clock.ts";
import { usePaged } from "../paged.ts";
import { fullInWords, momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { keepInWords, thingName } from "./erasure.queries.ts";

function Items({ of }: { of: Receipt }) {
  return (
    <ul className="erasure-told">
      {of.items.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes.
        <li key={n}>
          {thingName(one)} {one.number}{" "}
          <small className="soft">{t("erasure.events", { n: one.events })}</small>{" "}
          {one.keep && <small className="soft">{keepInWords(one.keep)}</small>}{" "}
          {one.clause && <ClauseTag id={one.clause} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ of }: { of: Receipt }) {
  const now = useNow();
  const params = { id: of.id };
  return (
    <li className="erasure-line">
      <details>
        <summary>
          <time className="num soft" dateTime={of.at} title={fullInWords(of.at)}>
            {momentInWords(of.at, now)}
          </time>{" "}
          <b>{of.byName ?? of.by}</b> {of.reason}{" "}
          <span className="chip">
            {t("erasure.sum", { n: of.items.length, events: of.events, files: of.files })}
          </span>
        </summary>
        {of.force && <p className="soft">{t("erasure.forced", { reason: of.force })}</p>}
        <Items of={of} />
      </details>
      <span className="row">
        <a href={address(getErasurePdf.path, params)} target="_blank" rel="noreferrer">
          {t("erasure.print")}
        </a>
        <a href={address(getErasureBook.path, params)} download>
          {t("erasure.workbook")}
        </a>
      </span>
    </li>
  );
}

export function Receipts({ why }: { why: Receipt["why"] }) {
  const receipts = usePaged("erasure", listErasures, { why });
  return (
    <Sheet title={t(`erasure.receipts.${why}`)} label={t(`erasure.receipts.${why}`)}>
      <ProblemAlert error={receipts.error} retry={() => void receipts.refetch()} />
      {!receipts.items && !receipts.error && <Loading lines={2} />}
      {receipts.items?.length === 0 && <Blank title={t(`erasure.noReceipts.${why}`)} />}
      <ul>
        {receipts.items?.map((one) => (
          <Line key={one.id} of={one} />
        ))}
      </ul>
      <MoreButton of={receipts} />
    </Sheet>
  );
}
