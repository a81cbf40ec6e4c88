// 通知送达: how notices leave the house, a trial of each way, and what became of every one.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { type Delivery, getDelivery } from "#api/delivery.ts";
import { call } from "../call.ts";
import { mayEditDelivery, mayReadDelivery, useMe } from "../me.ts";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";
import { Record } from "./Record.tsx";
import { Settings } from "./Settings.tsx";
import "./delivery.css";

const deliveryQuery = { queryKey: ["delivery"], queryFn: () => call(getDelivery) };

/** Where nothing goes out yet: how to begin. */
function Beginning({ stands }: { stands: Delivery }) {
  const nothing = !stands.mail.on && !stands.hooks.some((hook) => hook.on);
  const silent = stands.mail.on && stands.reachable === 0;
  if (!nothing && !silent && stands.reachable === stands.members) return null;
  return (
    <div className="note" role="note">
      {nothing ? (
        <>
          <b>{t("delivery.begin")}</b>
          <ol>
            <li>{t("delivery.beginMail")}</li>
            <li>{t("delivery.beginHook")}</li>
            <li>{t("delivery.beginStaff")}</li>
          </ol>
        </>
      ) : (
        t("delivery.reachable", { n: stands.reachable, of: stands.members })
      )}
    </div>
  );
}

function Delivering() {
  const mayEdit = mayEditDelivery(useMe());
  const asked = useQuery(deliveryQuery);
  return (
    <Page
      title={t("place.delivery")}
      aside={
        asked.data && (
          <span className="soft">
            {t("delivery.counts", {
              waiting: asked.data.counts.waiting,
              failed: asked.data.counts.failed,
              gone: asked.data.counts["given-up"],
            })}
          </span>
        )
      }
    >
      <Answer of={asked}>
        {(stands) => (
          <div className="stack">
            <Beginning stands={stands} />
            {mayEdit && <Settings stands={stands} />}
            <Record stands={stands} mayEdit={mayEdit} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

export function DeliveryPage() {
  return (
    <ForMembers title={t("place.delivery")} who={mayReadDelivery} why={t("delivery.mayNot")}>
      <Delivering />
    </ForMembers>
  );
}
