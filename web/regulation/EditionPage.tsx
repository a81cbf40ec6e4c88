// A regulation's file: its editions, the text of one, and for the administrator a new one.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import { getEdition, getRegulation } from "#api/regulation.ts";
import { call } from "../call.ts";
import { mayEditRegulation, useMe } from "../me.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";
import { EditionEditor } from "./EditionEditor.tsx";
import { NumberedText } from "./NumberedText.tsx";
import "./regulation.css";

const route = getRouteApi("/regulations/$key");
const beginning = "beginning";

export function EditionPage() {
  const { key } = route.useParams();
  const { edition } = route.useSearch();
  const regulation = useQuery({
    queryKey: ["regulation", "one", key],
    queryFn: () => call(getRegulation, { params: { key } }),
  });
  const inForce = regulation.data?.editions.find((one) => one.state === "in-force");
  const date = edition ?? (regulation.data && (inForce?.date ?? beginning));
  return (
    <Page title={regulation.data?.title ?? key} aside={<Link to="/regulations">{t("regulation.back")}</Link>}>
      <div className="stack">
        <Answer of={regulation}>
          {({ editions }) => (
            <nav className="edition-list" aria-label={t("regulation.editions")}>
              {editions.map((one) => (
                <Link
                  key={one.date ?? beginning}
                  to="/regulations/$key"
                  params={{ key }}
                  search={{ edition: one.date ?? beginning }}
                  className={date === (one.date ?? beginning) ? "chip accent" : "chip"}
                >
                  {one.date ?? t("regulation.beginning")} · {t(`editionState.${one.state}`)}
                </Link>
              ))}
            </nav>
          )}
        </Answer>
        {date && <Edition key={date} regulation={key} date={date} />}
      </div>
    </Page>
  );
}

function Edition({ regulation, date }: { regulation: string; date: string }) {
  const admin = mayEditRegulation(useMe());
  const file = useQuery({
    queryKey: ["regulation", "edition", regulation, date],
    queryFn: () => call(getEdition, { params: { key: regulation, date } }),
  });
  return (
    <Sheet title={t("regulation.text")}>
      <div className="sheet-body">
        <Answer of={file}>
          {(text) =>
            admin ? (
              <EditionEditor regulation={regulation} from={date} text={text} />
            ) : (
              <NumberedText label={t("regulation.text")} value={text} />
            )
          }
        </Answer>
      </div>
    </Sheet>
  );
}
