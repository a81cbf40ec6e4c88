// A clause's proof: each try of its scenario as a lane, and whether it came out as the clause says.
import { t } from "i18next";
import type { Proof } from "#domain/regulation/file/proof.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { Answer } from "../../ui/States.tsx";
import { actOf, type Lane, lanesOf, type Step } from "./lanes.ts";
import { useProved } from "./prove.ts";
import { byWhom, carriedBy, gapOf, timeOf } from "./told.ts";
import "./proof.css";

type Props = { regulation: Regulation; id: string; original?: boolean };

export function ProofStrip({ regulation, id, original = false }: Props) {
  const asked = useProved(regulation, id, original);
  return (
    <section className="proof" aria-label={t("proof.title")}>
      <Answer of={asked}>
        {({ proved, reason, strip, regulation: of, clause }) => (
          <>
            <p className={proved ? "proof-verdict kept" : "proof-verdict late"} role="status">
              <b>{t(proved ? "proof.proved" : "proof.notProved")}</b>
              {reason && <span> {reason}</span>}
              {clause?.proof && <Setting proof={clause.proof} />}
            </p>
            <ol className="lanes">
              {lanesOf(strip, clause?.proof).map((lane) => (
                <LaneLine key={lane.play} lane={lane} regulation={of} due={clause?.proof?.due} />
              ))}
            </ol>
          </>
        )}
      </Answer>
    </section>
  );
}

function Setting({ proof }: { proof: Proof }) {
  const said: string[] = [];
  if (proof.due) said.push(t("proof.due", { at: proof.due }));
  if (proof.raised) said.push(t("proof.raised", { at: proof.raised }));
  if (proof.calendar) said.push(t("proof.office"));
  if (proof.counts !== undefined) said.push(t("proof.counts", { n: proof.counts }));
  if (proof.finds) said.push(t("proof.finds", { words: proof.finds }));
  if (said.length === 0) return null;
  return <span className="soft"> {said.join(t("common.semicolon"))}</span>;
}

function LaneLine({ lane, regulation, due }: { lane: Lane; regulation: Regulation; due?: string }) {
  return (
    <li className="lane">
      <b className="lane-name">{t([`proof.try.${lane.play}`, lane.play])}</b>
      <ol className="lane-track">
        {lane.steps.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a played scenario never changes.
          <Moment key={n} one={one} regulation={regulation} first={n === 0} />
        ))}
        {lane.outcome === "open" && due && (
          <>
            <li className="gap" aria-hidden="true" />
            <li className="moment">
              <span className="num soft">{due}</span>
              <span>{t("proof.nothingDone")}</span>
            </li>
          </>
        )}
        {lane.refused && (
          <li className="moment refused">
            <span aria-hidden="true">✗</span>
            <span>{t([`action.${actOf(lane.refused).name}`, `proof.act.${actOf(lane.refused).name}`])}</span>
          </li>
        )}
      </ol>
      <span className={`chip ${lane.tone}`}>{t(`proof.outcome.${lane.outcome}`)}</span>
    </li>
  );
}

function Gap({ ms }: { ms: number }) {
  // A long wait is drawn longer, but never so long that it leaves the page.
  const share = Math.min(6, Math.log10(ms / 1000 + 1));
  return (
    <li className="gap" style={{ flexGrow: share }}>
      <span>{gapOf(ms)}</span>
    </li>
  );
}

function Moment({ one, regulation, first }: { one: Step; regulation: Regulation; first: boolean }) {
  const carried = carriedBy(one, regulation);
  return (
    <>
      {one.after > 0 && <Gap ms={one.after} />}
      <li className={one.type === "obligation.breached" ? "moment refused" : "moment"}>
        {(first || one.after > 0) && <span className="num soft">{timeOf(one.at)}</span>}
        <span>{t([`event.${one.type}`, one.type])}</span>
        {carried.length > 0 && <small>{carried.join(t("common.comma"))}</small>}
        <small className="soft">{byWhom(one.by, regulation)}</small>
      </li>
    </>
  );
}
