// Slips to be printed, cut and handed out: the name to sign in with, and a link or a password for the first time.
import { Button, QRCode } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import type { printSlips } from "#api/accounts.ts";
import { useMe } from "../me.ts";

export type Slip = z.infer<typeof printSlips.output>["items"][number];

function OneSlip({ slip, address, organisation }: { slip: Slip; address: string; organisation: string }) {
  return (
    <article className="slip">
      <QRCode
        type="svg"
        value={slip.link ?? address}
        size={112}
        bordered={false}
        aria-label={t(slip.link ? "slips.scanLink" : "slips.scanAddress")}
      />
      <div>
        <b>{organisation}</b>
        <dl>
          <dt>{t("slips.person")}</dt>
          <dd>{slip.name}</dd>
          <dt>{t("slips.address")}</dt>
          <dd>{address}</dd>
          <dt>{t("slips.signInName")}</dt>
          <dd>
            {slip.username}
            {slip.second && ` / ${slip.second}`}
          </dd>
          {slip.password && (
            <>
              <dt>{t("password.starting")}</dt>
              <dd className="num">{slip.password}</dd>
            </>
          )}
        </dl>
        <small>{t(slip.link ? "slips.howLink" : "slips.howPassword")}</small>
      </div>
    </article>
  );
}

export function Slips(props: { slips: readonly Slip[]; address: string; close: () => void }) {
  const { slips, address, close } = props;
  const organisation = useMe().organisation.name;
  return (
    <div className="stack">
      <div className="note warn no-print" role="status">
        <p>{t("slips.once")}</p>
        <div className="row">
          <Button type="primary" onClick={() => print()}>
            {t("slips.print")}
          </Button>
          <Button onClick={close}>{t("slips.done")}</Button>
        </div>
      </div>
      <div className="slips">
        {slips.map((slip) => (
          <OneSlip key={slip.member} slip={slip} address={address} organisation={organisation} />
        ))}
      </div>
    </div>
  );
}
