// 验证记录: how the last look at the log went, how far one under way is, and the button that begins one.
import { Button } from "antd";
import { t } from "i18next";
import type { Proof } from "#api/operating.ts";
import { momentInWords } from "../time.ts";

/** The server says why in one English sentence; each has its name among the texts. */
const reasonOf = (reason: string): string => {
  const name = reason
    .replace(/[^A-Za-z]+/g, " ")
    .trim()
    .replaceAll(" ", "-")
    .toLowerCase();
  return t([`health.proof.reason.${name}`, "health.proof.reason.other"]);
};

function Bad({ bad }: { bad: NonNullable<Proof["firstBad"]> }) {
  const where = bad.stream
    ? t("health.proof.inStream", { stream: bad.stream, seq: bad.seq ?? "–" })
    : t("health.proof.inSeal", { seal: bad.seal ?? "–" });
  return (
    <>
      <p>
        {where} {reasonOf(bad.reason)}
      </p>
      <p className="sign-do">{t("health.proof.badDo")}</p>
    </>
  );
}

const toneOf = { running: "accent", whole: "kept", bad: "late", "broken-off": "soon" } as const;

function Found({ proof, now }: { proof: Proof; now: number }) {
  const { state, streams, events, seals } = proof;
  const at = momentInWords(proof.endedAt ?? proof.startedAt, now);
  return (
    <div role="status">
      <p>
        <span className={`chip ${toneOf[state]}`}>{t(`health.proof.state.${state}`)}</span>{" "}
        {t(`health.proof.${state}`, { at, streams, events, seals })}
      </p>
      {proof.firstBad && <Bad bad={proof.firstBad} />}
    </div>
  );
}

export function ProofLine(props: { proof: Proof | null; now: number; begin: () => void }) {
  const { proof, now, begin } = props;
  return (
    <div className="proof-line">
      {proof ? <Found proof={proof} now={now} /> : <p>{t("health.proof.never")}</p>}
      <Button onClick={begin} loading={proof?.state === "running"}>
        {t("health.proof.begin")}
      </Button>
    </div>
  );
}
