// The editions of a regulation: which there are, and of the chosen one who knows it, what it changes, what it touches.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { z } from "zod";
import type { regulation } from "#api/regulation.ts";
import { mayEditRegulation, useMe } from "../../me.ts";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { RegulationFrame } from "../RegulationFrame.tsx";
import { beginning, currentOf, regulationQuery, textQuery } from "../regulation.queries.ts";
import { Acknowledgements } from "./Acknowledgements.tsx";
import { Comparison } from "./Comparison.tsx";
import { NumberedText } from "./NumberedText.tsx";
import { editionName } from "./name.ts";
import { PutForm } from "./PutForm.tsx";
import { Touched } from "./Touched.tsx";
import "./edition.css";

const route = getRouteApi("/regulations/$key/editions");
type Edition = z.infer<typeof regulation>["editions"][number];
const nameOf = (one: Edition) => one.date ?? beginning;
const tones: Readonly<Record<Edition["state"], string>> = {
  "in-force": "kept",
  coming: "accent",
  draft: "soon",
  past: "",
};

export function EditionsPage() {
  const { key } = route.useParams();
  const asked = useQuery(regulationQuery(key));
  return (
    <RegulationFrame regulation={key} at="editions">
      <Answer of={asked}>
        {(about) => {
          if (about.editions.length === 0) return <Blank title={t("regulation.notInForce")} />;
          return <Editions regulation={key} editions={about.editions} current={currentOf(about)!} />;
        }}
      </Answer>
    </RegulationFrame>
  );
}

type Props = { regulation: string; editions: Edition[]; current: string };

function Editions({ regulation, editions, current }: Props) {
  const { edition = current } = route.useSearch();
  const chosen = editions.find((one) => nameOf(one) === edition);
  return (
    <>
      <nav className="edition-list" aria-label={t("regulation.editions")}>
        {editions.map((one) => (
          <Link
            key={nameOf(one)}
            to="/regulations/$key/editions"
            params={{ key: regulation }}
            search={{ edition: nameOf(one) }}
            aria-current={edition === nameOf(one) ? "page" : undefined}
            className="edition-card"
          >
            <b className="num">{editionName(nameOf(one))}</b>
            <span className={`chip ${tones[one.state]}`}>{t(`editionState.${one.state}`)}</span>
          </Link>
        ))}
      </nav>
      {chosen ? (
        <Chosen key={edition} regulation={regulation} one={chosen} all={editions} />
      ) : (
        <Blank title={t("problem.404")} />
      )}
    </>
  );
}

function Chosen({ regulation, one, all }: { regulation: string; one: Edition; all: Edition[] }) {
  const admin = mayEditRegulation(useMe());
  const name = nameOf(one);
  const at = all.indexOf(one);
  const before =
    all.find((other) => other.state === "in-force" && other !== one) ?? all[at - 1] ?? all[at + 1];
  return (
    <>
      {one.state === "draft" && admin && <Draft regulation={regulation} date={name} />}
      {one.state !== "draft" && <Acknowledgements regulation={regulation} date={name} />}
      {before && (
        <Comparison regulation={regulation} date={name} first={nameOf(before)} all={all.map(nameOf)} />
      )}
      {one.state !== "past" && <Touched regulation={regulation} date={name} state={one.state} />}
      <Whole regulation={regulation} date={name} />
    </>
  );
}

/** A draft is put into force from here; the text stays as it was saved. */
function Draft({ regulation, date }: { regulation: string; date: string }) {
  const file = useQuery(textQuery(regulation, date));
  return (
    <Sheet
      title={t("edition.putDraft")}
      aside={
        <span className="row">
          <Link to="/regulations/$key/edit" params={{ key: regulation }} search={{ edition: date }}>
            {t("edition.goOn")}
          </Link>
          <Link to="/regulations/$key/backtest" params={{ key: regulation }} search={{ edition: date }}>
            {t("edition.backtest")}
          </Link>
        </span>
      }
    >
      <div className="sheet-body">
        <Answer of={file}>{(text) => <PutForm regulation={regulation} text={text} from={date} />}</Answer>
      </div>
    </Sheet>
  );
}

function Whole({ regulation, date }: { regulation: string; date: string }) {
  const file = useQuery(textQuery(regulation, date));
  return (
    <details className="sheet">
      <summary className="sheet-body">{t("regulation.text")}</summary>
      <div className="sheet-body">
        <Answer of={file}>{(text) => <NumberedText label={t("regulation.text")} value={text} />}</Answer>
      </div>
    </details>
  );
}
