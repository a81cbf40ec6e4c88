// 通知: what I should know, newest first; a line shows how far it was read.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { listNotices, type Notice, readNotices } from "#api/notice.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { useIntent } from "../intent.ts";
import { usePaged } from "../paged.ts";
import { momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { DueIn } from "../ui/TimeLeft.tsx";
import "./notice.css";

function Line({ one, now }: { one: Notice; now: number }) {
  const told = (
    <>
      <b>{t([`notice.${one.about}`, `event.${one.about}`, one.about])}</b> {one.caseNumber} {one.title}
    </>
  );
  return (
    <li className={one.read ? "notice" : "notice unread"}>
      <div>
        {!one.read && <span className="hidden-text">{t("notices.unread")}</span>}
        {one.case ? (
          <Link to="/cases/$id" params={{ id: one.case }}>
            {told}
          </Link>
        ) : one.duty ? (
          <Link to="/duties/$id" params={{ id: one.duty }}>
            {told}
          </Link>
        ) : one.paper ? (
          <Link to="/papers/$id" params={{ id: one.paper }}>
            {told}
          </Link>
        ) : (
          told
        )}
        <div className="row soft">
          <span className="num">{momentInWords(one.at, now)}</span>
          {one.dueAt && <DueIn dueAt={one.dueAt} />}
        </div>
      </div>
      {one.clause && <ClauseTag id={one.clause} />}
    </li>
  );
}

export function NoticesPage() {
  const now = useNow();
  const client = useQueryClient();
  const intent = useIntent();
  const notices = usePaged("notice", listNotices, {});
  const newest = notices.items?.[0];
  const read = useMutation({
    mutationFn: (upTo: string) => call(readNotices, { body: { upTo }, intent: intent.key(upTo) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["notice"] }),
  });
  return (
    <Page
      title={t("place.notices")}
      aside={
        newest && (
          <Button disabled={newest.read} loading={read.isPending} onClick={() => read.mutate(newest.id)}>
            {t("notices.readAll")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ProblemAlert error={notices.error ?? read.error} retry={() => void notices.refetch()} />
        <div className="sheet">
          {!notices.items && !notices.error && <Loading />}
          {notices.items?.length === 0 && <Blank title={t("notices.none")} />}
          <ul>
            {notices.items?.map((one) => (
              <Line key={one.id} one={one} now={now} />
            ))}
          </ul>
          <MoreButton of={notices} />
        </div>
      </div>
    </Page>
  );
}
