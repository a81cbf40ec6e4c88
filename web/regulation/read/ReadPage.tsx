// One regulation as a document: its chapters, each clause with what the software does about it in the margin.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import { useEffect } from "react";
import type { Clause } from "#api/regulation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { clausesQuery } from "../../clauses.ts";
import { Answer, Blank } from "../../ui/States.tsx";
import { RegulationFrame } from "../RegulationFrame.tsx";
import { currentOf, fileQuery, regulationQuery } from "../regulation.queries.ts";
import { ClauseText } from "./ClauseText.tsx";
import { chaptersOf } from "./chapters.ts";
import { Filters, useFiltered } from "./Filters.tsx";
import "./read.css";

const route = getRouteApi("/regulations/$key");

export function ReadPage() {
  const { key } = route.useParams();
  const all = useQuery({ ...clausesQuery, refetchOnMount: "always" });
  return (
    <RegulationFrame regulation={key} at="read">
      <Answer of={all}>
        {({ items }) => (
          <Text key={key} regulation={key} clauses={items.filter((one) => one.regulation === key)} />
        )}
      </Answer>
    </RegulationFrame>
  );
}

/** The file behind the text; the text is there before it. */
function useFile(key: string) {
  const about = useQuery(regulationQuery(key)).data;
  const date = about && currentOf(about);
  return { date, file: useQuery({ ...fileQuery(key, date ?? ""), enabled: date !== undefined }).data };
}

function Text({ regulation, clauses }: { regulation: string; clauses: Clause[] }) {
  const { clause } = route.useSearch();
  const { date, file } = useFile(regulation);
  const filters = useFiltered(clauses);
  const whole = file && "regulation" in file.read ? file.read.regulation : undefined;
  const chapters = chaptersOf(clauses, file?.text);
  useBroughtIntoSight(clause, whole !== undefined);
  if (clauses.length === 0)
    return (
      <Blank title={t("regulation.notInForce")}>
        <Link to="/regulations/$key/editions" params={{ key: regulation }}>
          {t("regulation.door.editions")}
        </Link>
      </Blank>
    );
  return (
    <>
      <Filters of={filters} all={clauses} chapters={chapters} />
      {filters.shown.length === 0 ? (
        <Blank title={t("clause.noneFound")} />
      ) : (
        <Clauses
          shown={filters.shown}
          titles={new Map(chapters.map((one) => [one.id, one.title]))}
          marked={clause}
          whole={whole}
          edition={date}
        />
      )}
    </>
  );
}

type Shown = {
  shown: Clause[];
  titles: Map<string, string>;
  marked?: string;
  whole?: Regulation;
  edition?: string;
};

function Clauses({ shown, titles, marked, whole, edition }: Shown) {
  const files = new Map(whole?.clauses.map((one) => [`${whole.regulation}/${one.id}`, one]));
  return (
    <article className="sheet document">
      <ol>
        {shown.map((one) => (
          <li key={one.id} className="clause-item">
            {titles.has(one.id) && (
              <h2 id={`chapter ${one.id}`} className="chapter">
                {titles.get(one.id)}
              </h2>
            )}
            <ClauseText
              one={one}
              file={files.get(one.id)}
              whole={whole}
              edition={edition}
              marked={one.id === marked}
            />
          </li>
        ))}
      </ol>
    </article>
  );
}

/** Again when the file is there: what it brings moves the clause. */
function useBroughtIntoSight(clause: string | undefined, whole: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `whole` only says that the page has grown.
  useEffect(() => {
    if (clause) document.getElementById(clause)?.scrollIntoView({ block: "center" });
  }, [clause, whole]);
}
