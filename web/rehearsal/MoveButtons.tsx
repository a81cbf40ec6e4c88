// The buttons that move the clock; what comes next is named only when it is known for this moment,
// and a press meanwhile still counts: the move itself asks what comes next.
import { Button } from "antd";
import { t } from "i18next";
import { useNow } from "../clock.ts";
import { instantInWords } from "../time.ts";
import { lengths, type useAdvance, useStanding } from "./moving.ts";

export function MoveButtons({ advance }: { advance: ReturnType<typeof useAdvance> }) {
  const now = useNow();
  const standing = useStanding();
  const known = standing.data !== undefined && !standing.isFetching && !advance.isPending;
  const next = standing.data?.next;
  return (
    <span className="row">
      {lengths.map((by) => (
        <Button key={by} size="small" disabled={advance.isPending} onClick={() => advance.mutate({ by })}>
          {t(`rehearsal.by.${by}`)}
        </Button>
      ))}
      {next === null && !advance.isPending ? (
        <span>{t("rehearsal.noNext")}</span>
      ) : (
        <Button size="small" disabled={advance.isPending} onClick={() => advance.mutate({ next: true })}>
          {known && next
            ? t("rehearsal.toNext", { at: instantInWords(next, now) })
            : t("rehearsal.lookingNext")}
        </Button>
      )}
      {advance.isPending && <span role="status">{t("rehearsal.moving")}</span>}
    </span>
  );
}
