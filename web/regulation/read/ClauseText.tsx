// One clause of the document: number and status at the left, its words, what carries it, what happened at the right.
import { t } from "i18next";
import { memo, useState } from "react";
import type { Clause } from "#api/regulation.ts";
import type { Clause as FileClause, Regulation } from "#domain/regulation/file.ts";
import { clauseMark } from "../../clauses.ts";
import { ProofStrip } from "../proof/ProofStrip.tsx";
import { Carried } from "./Carried.tsx";
import { Margin } from "./Margin.tsx";
import { StatusMark } from "./StatusMark.tsx";

type Props = {
  one: Clause;
  /** As it stands in the file, once that is read. */
  file?: FileClause;
  whole?: Regulation;
  edition?: string;
  marked: boolean;
};

export const ClauseText = memo(({ one, file, whole, edition, marked }: Props) => {
  const [played, setPlayed] = useState(false);
  const canPlay = file?.proof !== undefined || file?.see !== undefined;
  return (
    <section
      id={one.id}
      className={marked ? "clause-text marked" : "clause-text"}
      aria-current={marked || undefined}
      aria-label={`${clauseMark(one.id, one)} ${one.says.slice(0, 20)}`}
    >
      <div className="clause-left">
        <span className="clause-mark" title={one.id}>
          {clauseMark(one.id, one)}
        </span>
        <StatusMark status={one.status} reason={one.reason} />
        <small className="soft">{t([`how.${one.how}`, one.how])}</small>
      </div>
      <div className="clause-words">
        <p className="says">{one.says}</p>
        {one.sentence && <p className="clause-sentence">{one.sentence}</p>}
        {one.reading && (
          <p className="soft">
            {t("explain.reading")}
            {one.reading}
          </p>
        )}
        {file && whole && <Carried clause={file} regulation={whole} />}
      </div>
      <div className="clause-right">
        <Margin one={one} />
        {canPlay && (
          <button type="button" className="play" aria-expanded={played} onClick={() => setPlayed(!played)}>
            <span aria-hidden="true">{played ? "■" : "▶"}</span> {t(played ? "proof.hide" : "proof.play")}
          </button>
        )}
      </div>
      {played && whole && (
        <ProofStrip regulation={whole} id={file?.id ?? ""} original={edition === "beginning"} />
      )}
    </section>
  );
});
