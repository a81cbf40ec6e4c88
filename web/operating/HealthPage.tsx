// 运行情况: is everything that goes on by itself going on; what is wrong, and what to do about it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "i18next";
import { beginProof, getOperating, type HealthSign, type Operating } from "#api/operating.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { mayReadHealth } from "../me.ts";
import { momentInWords } from "../time.ts";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { factsInWords } from "./facts.ts";
import { ProofLine } from "./ProofLine.tsx";
import "./operating.css";

const tones = { good: "kept", attention: "soon", fault: "late" } as const;
const againMs = 10_000;

export function HealthChip({ health }: { health: HealthSign["health"] }) {
  return <span className={`chip ${tones[health]}`}>{t(`health.${health}`)}</span>;
}

function SignLine({ sign, now }: { sign: HealthSign; now: number }) {
  const facts = factsInWords(sign.facts, now);
  const key = `health.${sign.name}`;
  return (
    <li className="sign">
      <h3>{t(`${key}.title`)}</h3>
      <HealthChip health={sign.health} />
      <div>
        <p>{t(`${key}.${sign.why}`, facts)}</p>
        {sign.health !== "good" && <p className="sign-do">{t(`${key}.${sign.why}Do`, facts)}</p>}
      </div>
    </li>
  );
}

function Signs({ title, signs, now }: { title: string; signs: readonly HealthSign[]; now: number }) {
  return (
    <Sheet title={title} label={title}>
      <ul className="signs">
        {signs.map((sign) => (
          <SignLine key={sign.name} sign={sign} now={now} />
        ))}
      </ul>
    </Sheet>
  );
}

function Whole({ of }: { of: Operating }) {
  const now = useNow();
  const client = useQueryClient();
  const verify = useMutation({
    mutationFn: () => call(beginProof, { body: {} }),
    onSuccess: (proof) => client.setQueryData(["operating"], { ...of, proof }),
  });
  return (
    <div className="stack">
      <p role="status">{t(`health.whole.${of.health}`)}</p>
      <Signs title={t("health.own")} signs={of.own} now={now} />
      <Sheet title={t("health.proof.title")} label={t("health.proof.title")}>
        <ProofLine proof={of.proof} now={now} begin={() => verify.mutate()} />
        <ProblemAlert error={verify.error} />
      </Sheet>
      {of.machine.length > 0 && <Signs title={t("health.machine")} signs={of.machine} now={now} />}
    </div>
  );
}

function Health() {
  const now = useNow();
  const asked = useQuery({
    queryKey: ["operating"],
    queryFn: () => call(getOperating),
    refetchInterval: ({ state }) => (state.data?.proof?.state === "running" ? 1000 : againMs),
  });
  const at = asked.data && (
    <span className="soft">{t("health.at", { at: momentInWords(asked.data.at, now) })}</span>
  );
  return (
    <Page title={t("place.health")} aside={at}>
      <Answer of={asked}>{(data) => <Whole of={data} />}</Answer>
    </Page>
  );
}

export function HealthPage() {
  return (
    <ForMembers title={t("place.health")} who={mayReadHealth} why={t("health.onlyAdmin")}>
      <Health />
    </ForMembers>
  );
}
