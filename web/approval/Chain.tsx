// The chain as steps: who has consented, whose turn it is and how long is left, who comes after.
import { t } from "i18next";
import type { Approval } from "#api/approval.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { momentInWords } from "../time.ts";
import { DueIn } from "../ui/TimeLeft.tsx";

type Step = Approval["chain"][number];
type Signer = Step["seats"][number][number];
type Consent = NonNullable<Signer["consent"]>;

const tones = { done: "kept", now: "accent", later: "" } as const;

function stateInWords(one: Approval, step: Step): string {
  if (step.state === "done") return t("approval.stepDone");
  if (step.state === "now") return t("approval.stepNow");
  return one.state === "waiting" ? t("approval.stepLater") : t("approval.stepLeft");
}

function Given({ consent }: { consent: Consent }) {
  const now = useNow();
  const by = consent.byName ?? consent.by;
  const who = consent.for ? t("approval.inPlaceOf", { who: by, for: consent.forName ?? consent.for }) : by;
  if (consent.why === "asker") return <span>{t("approval.givenAsker", { who })}</span>;
  if (consent.why === "same-person") return <span>{t("approval.givenSame", { who })}</span>;
  return (
    <span>
      {t("approval.signed", { who })} <span className="num soft">{momentInWords(consent.at, now)}</span>
      {consent.comment && <q>{consent.comment}</q>}
    </span>
  );
}

function Awaited({ one, signer }: { one: Approval; signer: Signer }) {
  const { nameOf } = useDirectory();
  const persons = signer.may.map(nameOf).join(t("common.comma"));
  const posts = signer.posts.map(nameOf).join(t("common.comma"));
  const byPost = signer.member === null && !signer.fallsToHead && posts !== persons;
  const who = byPost && persons ? `${posts} ${persons}` : persons || posts;
  if (one.state !== "waiting") return <span className="soft">{who}</span>;
  if (signer.may.length === 0) return <span>{t("approval.nobody")}</span>;
  return (
    <span className={signer.turn ? undefined : "soft"}>
      {signer.turn ? t("approval.waits", { who }) : t("approval.then", { who })}
    </span>
  );
}

function SignerLine({ one, signer }: { one: Approval; signer: Signer }) {
  return (
    <li>
      {signer.consent ? <Given consent={signer.consent} /> : <Awaited one={one} signer={signer} />}
      {signer.fallsToHead && <span className="chip soon">{t("approval.fallsToHead")}</span>}
      {signer.handedOnBy && (
        <span className="chip">{t("approval.handedOn", { who: signer.handedOnBy })}</span>
      )}
      {signer.addedBy && <span className="chip">{t("approval.added", { who: signer.addedBy })}</span>}
    </li>
  );
}

function StepLine({ one, step }: { one: Approval; step: Step }) {
  const several = step.seats.length > 1;
  return (
    <li className={`approval-step ${step.state}`} aria-current={step.state === "now" ? "step" : undefined}>
      <div className="row">
        <b>{t("approval.step", { n: step.step })}</b>
        {several && <span className="chip">{step.all ? t("approval.stepAll") : t("approval.stepAny")}</span>}
        <span className={`chip ${tones[step.state]}`}>{stateInWords(one, step)}</span>
        {step.state === "now" && one.dueAt && <DueIn dueAt={one.dueAt} />}
      </div>
      <ul>
        {step.seats.map((line, seat) =>
          line.map((signer, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number.
            <SignerLine key={`${seat}/${n}`} one={one} signer={signer} />
          )),
        )}
      </ul>
    </li>
  );
}

export function Chain({ one }: { one: Approval }) {
  const { nameOf } = useDirectory();
  return (
    <>
      <ol className="approval-chain" aria-label={t("approval.chain")}>
        {one.chain.map((step) => (
          <StepLine key={step.step} one={one} step={step} />
        ))}
      </ol>
      {one.cc.length > 0 && (
        <p className="soft">{t("approval.cc", { who: one.cc.map(nameOf).join(t("common.comma")) })}</p>
      )}
    </>
  );
}
