// The record: what became of each notice that left the house, and sending one again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import {
  type Delivery,
  type DeliveryRecord,
  deliveryStates,
  listDeliveries,
  sendAgain,
} from "#api/delivery.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { usePaged } from "../paged.ts";
import { momentInWords } from "../time.ts";
import { ChoiceField } from "../ui/Fields.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { reasonInWords } from "./reason.ts";

const route = getRouteApi("/delivery");
type State = DeliveryRecord["state"];
const tones: Record<State, string> = {
  waiting: "accent",
  failed: "soon",
  sent: "kept",
  "given-up": "late",
  skipped: "",
};

/** Counted up to a thousand. */
const figure = (n: number): string => (n >= 1000 ? "999+" : String(n));

const isState = (text: string | undefined): text is State =>
  (deliveryStates as readonly string[]).includes(text ?? "");

type LineProps = {
  one: DeliveryRecord;
  channel: string;
  now: number;
  again: ((id: string) => void) | undefined;
  busy: boolean;
};

function Line({ one, channel, now, again, busy }: LineProps) {
  const about = one.about ? t([`notice.${one.about}`, `event.${one.about}`, one.about]) : "";
  return (
    <li className="delivery-line">
      <span className={`chip ${tones[one.state]}`}>{t(`delivery.state.${one.state}`)}</span>
      <div>
        <div>
          <b>{one.recipientName ?? one.recipient}</b> · {channel} · {about}{" "}
          {one.case && (
            <Link to="/cases/$id" params={{ id: one.case }}>
              {one.caseNumber}
            </Link>
          )}
        </div>
        <div className="row soft">
          <span className="num">{momentInWords(one.at, now)}</span>
          {one.attempts > 0 && <span>{t("delivery.attempts", { n: one.attempts })}</span>}
          {one.urgent && <span>{t("delivery.isUrgent")}</span>}
          {one.nextAt && (
            <span className="num">
              {t(one.held ? "delivery.heldUntil" : "delivery.nextAt", { at: momentInWords(one.nextAt, now) })}
            </span>
          )}
          {one.sentAt && (
            <span className="num">{t("delivery.sentAt", { at: momentInWords(one.sentAt, now) })}</span>
          )}
        </div>
        {one.error && one.state !== "sent" && <div className="delivery-why">{reasonInWords(one.error)}</div>}
      </div>
      {again && one.state !== "waiting" && (
        <Button size="small" loading={busy} onClick={() => again(one.id)}>
          {t("delivery.again")}
        </Button>
      )}
    </li>
  );
}

export function Record({ stands, mayEdit }: { stands: Delivery; mayEdit: boolean }) {
  const now = useNow();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = route.useSearch();
  const state = isState(search.state) ? search.state : undefined;
  const asked = usePaged("delivery", listDeliveries, state ? { state } : {});
  const again = useMutation({
    mutationFn: (body: { id: string } | { all: "not-arrived" }) => call(sendAgain, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["delivery"] }),
  });
  const notArrived = stands.counts.failed + stands.counts["given-up"];
  const channelOf = (id: string): string =>
    id === "mail"
      ? t("delivery.mailShort")
      : (stands.hooks.find((h) => h.id === id)?.name ?? t("delivery.goneHook"));
  return (
    <Sheet
      title={t("delivery.record")}
      aside={
        mayEdit && notArrived > 0 ? (
          <Button loading={again.isPending} onClick={() => again.mutate({ all: "not-arrived" })}>
            {t("delivery.againAll", { n: figure(notArrived) })}
          </Button>
        ) : undefined
      }
    >
      <search className="sheet-body">
        <ChoiceField
          label={t("delivery.show")}
          value={state ?? ""}
          options={[
            { value: "", label: t("common.all") },
            ...deliveryStates.map((value) => ({
              value,
              label: `${t(`delivery.state.${value}`)} ${figure(stands.counts[value])}`,
            })),
          ]}
          onChange={(value) =>
            void navigate({ to: "/delivery", search: value ? { state: value } : {}, replace: true })
          }
        />
      </search>
      <ProblemAlert error={asked.error ?? again.error} retry={() => void asked.refetch()} />
      {!asked.items && !asked.error && <Loading />}
      {asked.items?.length === 0 && (
        <Blank title={t("delivery.noRecord")}>{!state && t("delivery.noRecordHow")}</Blank>
      )}
      <ul>
        {asked.items?.map((one) => (
          <Line
            key={one.id}
            one={one}
            now={now}
            channel={channelOf(one.channel)}
            again={mayEdit ? (id) => again.mutate({ id }) : undefined}
            busy={again.isPending}
          />
        ))}
      </ul>
      <MoreButton of={asked} />
    </Sheet>
  );
}
