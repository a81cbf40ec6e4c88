// Two editions clause by clause: the earlier at the left, the later at the right, on a phone one below the other.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { useState } from "react";
import type { EditionChange } from "#api/edition.ts";
import { SelectField } from "../../ui/Fields.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { differ, type Piece } from "./differ.ts";
import { comparisonQuery } from "./edition.queries.ts";
import { editionName } from "./name.ts";

type Props = { regulation: string; date: string; first: string; all: string[] };

export function Comparison({ regulation, date, first, all }: Props) {
  const [other, setOther] = useState(first);
  const asked = useQuery(comparisonQuery(regulation, date, other));
  return (
    <Sheet
      title={t("compare.title", { after: editionName(date) })}
      label={t("compare.label")}
      aside={
        <SelectField
          label={t("compare.with")}
          value={other}
          options={all
            .filter((name) => name !== date)
            .map((name) => ({ value: name, label: editionName(name) }))}
          onChange={(name) => setOther(name || first)}
        />
      }
    >
      <Answer of={asked}>{({ items, same }) => <Changes items={items} same={same} />}</Answer>
    </Sheet>
  );
}

const tones = { added: "kept", removed: "late", changed: "soon" } as const;

export function Changes({ items, same }: { items: EditionChange[]; same: number }) {
  const count = (change: EditionChange["change"]) => items.filter((one) => one.change === change).length;
  if (items.length === 0) return <Blank title={t("compare.same")} />;
  return (
    <>
      <p className="sheet-body row">
        {(["changed", "added", "removed"] as const).map((change) => (
          <span key={change} className={`chip ${tones[change]}`}>
            {t(`compare.${change}`)} <b className="num">{count(change)}</b>
          </span>
        ))}
        <span className="soft">{t("compare.sameCount", { n: same })}</span>
      </p>
      <ol>
        {items.map((one) => (
          <Change key={one.clause} one={one} />
        ))}
      </ol>
    </>
  );
}

function Change({ one }: { one: EditionChange }) {
  const { before, after } = one;
  return (
    <li className="change">
      <div className="row change-head">
        <span className="clause-mark" title={one.clause}>
          {(after ?? before)?.at}
        </span>
        <span className={`chip ${tones[one.change]}`}>{t(`compare.${one.change}`)}</span>
        {one.parts.map((part) => (
          <span key={part} className="chip">
            {t(`compare.part.${part}`)}
          </span>
        ))}
      </div>
      <Pair before={before?.says} after={after?.says} face="says" />
      <Pair before={before?.sentence} after={after?.sentence} face="clause-sentence" />
      <Pair before={before?.reading} after={after?.reading} face="soft" />
      {before?.block !== after?.block && (
        <details>
          <summary className="soft">{t("compare.block")}</summary>
          <Pair before={before?.block} after={after?.block} face="block" />
        </details>
      )}
    </li>
  );
}

type PairProps = { before?: string | null; after?: string | null; face: string };

function Pair({ before, after, face }: PairProps) {
  if (!before && !after) return null;
  const pieces = differ(before ?? "", after ?? "");
  return (
    <div className="sides">
      <p className={face} data-side={t("compare.before")}>
        <Marked pieces={pieces} hide="added" />
      </p>
      <p className={face} data-side={t("compare.after")}>
        <Marked pieces={pieces} hide="removed" />
      </p>
    </div>
  );
}

/** Marked by strokes as well as by colour. */
function Marked({ pieces, hide }: { pieces: Piece[]; hide: Piece["mark"] }) {
  return pieces
    .filter((one) => one.mark !== hide)
    .map((one, n) => {
      const key = `${n} ${one.text}`;
      if (one.mark === "removed") return <del key={key}>{one.text}</del>;
      return one.mark === "added" ? <ins key={key}>{one.text}</ins> : <span key={key}>{one.text}</span>;
    });
}
