// One paper that stands alone: its sheet, its signatures, what is owed on it, its history.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { PaperAlone } from "#api/paper-alone.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { fullInWords, instantInWords, momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { PaperCard } from "../ui/paper/PaperCard.tsx";
import { Answer } from "../ui/States.tsx";
import { TimeLeft } from "../ui/TimeLeft.tsx";
import { paperQuery, useDoor } from "./paper.queries.ts";
import "./papers.css";

const route = getRouteApi("/papers/$id");

function Owed({ of }: { of: PaperAlone }) {
  const now = useNow();
  if (of.obligations.length === 0) return null;
  return (
    <Sheet title={t("case.clocks")} label={t("case.clocks")}>
      <ul className="sheet-body stack">
        {of.obligations.map((one) => (
          <li key={one.id} className="row">
            <TimeLeft duty={one} />
            {one.dueAt && <span className="soft num">{instantInWords(one.dueAt, now)}</span>}
            <span className="says">{one.must}</span>
            <ClauseTag id={one.clause} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function History({ of }: { of: PaperAlone }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    <Sheet title={t("case.timeline")} label={t("case.timeline")}>
      <ol className="sheet-body paper-history">
        {of.events.map((event) => (
          <li key={event.seq}>
            <time className="num soft" dateTime={event.at} title={fullInWords(event.at)}>
              {momentInWords(event.at, now)}
            </time>
            <span>
              <b>{t([`event.${event.type}`, event.type])}</b> <span className="soft">{nameOf(event.by)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function Whole({ of }: { of: PaperAlone }) {
  const door = useDoor(of);
  return (
    <Page
      title={t("common.titled", { name: of.name }) + (of.number ?? "")}
      aside={
        <>
          <Link to="/papers" search={{ paper: of.key }}>
            {t("paper.book")}
          </Link>
          <Link to="/papers/new" search={{ paper: `${of.regulation}/${of.key}` }}>
            {t(`paper.another.${of.form}`)}
          </Link>
        </>
      }
    >
      <div className="paper-page">
        <div className="sheet">
          <PaperCard paper={of} door={door} open />
        </div>
        <div className="stack">
          <Owed of={of} />
          <History of={of} />
        </div>
      </div>
    </Page>
  );
}

export function PaperPage() {
  const { id } = route.useParams();
  const asked = useQuery(paperQuery(id));
  if (asked.data) return <Whole key={id} of={asked.data} />;
  return (
    <Page title={t("place.papers")}>
      <div className="sheet">
        <Answer of={asked}>{() => null}</Answer>
      </div>
    </Page>
  );
}
