// 保管与销毁: how long things are kept, what is due for destruction, what is held back, what was destroyed.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import type { Receipt } from "#api/erasure.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";
import { DueList } from "./DueList.tsx";
import { dueQuery, retentionQuery } from "./erasure.queries.ts";
import { Holds } from "./Holds.tsx";
import { KeepSettings } from "./KeepSettings.tsx";
import { Receipts } from "./Receipts.tsx";
import "./erasure.css";

const route = getRouteApi("/retention");

function Due({ duty }: { duty?: string }) {
  const due = useQuery(dueQuery);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  return (
    <>
      {receipt && (
        <p className="note good" role="status">
          {t("retention.done", { n: receipt.items.length })}
        </p>
      )}
      <Sheet title={t("retention.due")} label={t("retention.due")}>
        <Answer of={due}>
          {({ items, more }) => (
            <>
              {more && <p className="note warn">{t("retention.more", { n: items.length })}</p>}
              <DueList lines={items} {...(duty ? { duty } : {})} done={setReceipt} />
            </>
          )}
        </Answer>
      </Sheet>
    </>
  );
}

export function RetentionPage() {
  const { duty } = route.useSearch();
  const asked = useQuery(retentionQuery);
  return (
    <Page title={t("place.retention")} aside={<span className="soft">{t("retention.how")}</span>}>
      <Answer of={asked}>
        {(of) => (
          <div className="stack">
            {of.mayDestroy && <Due {...(duty ? { duty } : {})} />}
            <Holds holds={of.holds} />
            {of.mayDestroy && <Receipts why="retention" />}
            <KeepSettings of={of} />
          </div>
        )}
      </Answer>
    </Page>
  );
}
