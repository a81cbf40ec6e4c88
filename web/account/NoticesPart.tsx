// Whether my notices also come to me by mail.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "i18next";
import { type DeliveryChoice, getDeliveryChoice, putDeliveryChoice } from "#api/delivery.ts";
import { call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";

function Choosing({ mine }: { mine: DeliveryChoice }) {
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: (mail: boolean) => call(putDeliveryChoice, { body: { mail } }),
    onSuccess: (chosen) => client.setQueryData(["delivery", "choice"], chosen),
  });
  return (
    <div className="sheet-body stack">
      <label className="account-choice">
        <input
          type="checkbox"
          checked={put.isPending ? put.variables : mine.mail}
          disabled={put.isPending}
          onChange={(change) => put.mutate(change.target.checked)}
        />
        {t("delivery.choice")}
      </label>
      <span className="soft">
        {mine.address ? t("delivery.choiceAddress", { address: mine.address }) : t("delivery.choiceNone")}
        {mine.offered ? "" : ` ${t("delivery.choiceOff")}`}
      </span>
      <ProblemAlert error={put.error} />
    </div>
  );
}

export function NoticesPart() {
  const asked = useQuery({ queryKey: ["delivery", "choice"], queryFn: () => call(getDeliveryChoice) });
  return (
    <Sheet title={t("place.notices")}>
      <Answer of={asked}>{(mine) => <Choosing mine={mine} />}</Answer>
    </Sheet>
  );
}
