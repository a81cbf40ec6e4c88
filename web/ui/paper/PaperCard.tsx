// One paper: how far it is, what it lacks, whose turn it is, and what the reader may do with it now.
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import type { PaperShown } from "#api/paper.ts";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { momentInWords } from "../../time.ts";
import { ClauseTag } from "../ClauseTag.tsx";
import { IssueForm, ReasonForm } from "./ActForm.tsx";
import { type PaperDoor, usePaper } from "./door.ts";
import { PaperForm } from "./PaperForm.tsx";
import { PaperSheet } from "./PaperSheet.tsx";
import { SignPanel } from "./SignPanel.tsx";
import { Steps, Trail } from "./Steps.tsx";
import "./paper.css";

type Opened = null | "view" | "fill" | "sign" | "send-back" | "renew" | "void" | "issue";
type Props = {
  paper: PaperShown;
  door: PaperDoor;
  /** Stands open, as the page's own matter. */
  open?: boolean;
  /** The names of papers that it carries. */
  carries?: string[];
};

const tones = { blank: "", filling: "soon", signing: "soon", completed: "kept", voided: "late" } as const;

export function PaperState({ state }: { state: PaperShown["state"] }) {
  return <span className={`chip ${tones[state]}`}>{t(`paper.state.${state}`)}</span>;
}

export function PaperCard({ paper, door, open = false, carries = [] }: Props) {
  const acting = usePaper(door);
  const card = useRef<HTMLElement>(null);
  const id = `paper-${paper.key}`;
  const meant = typeof location !== "undefined" && decodeURIComponent(location.hash) === `#${id}`;
  const rest: Opened = open ? "view" : null;
  const [opened, setOpened] = useState<Opened>(first(paper, open, meant));
  useEffect(() => {
    if (meant) card.current?.scrollIntoView({ block: "start" });
  }, [meant]);
  // What is no longer allowed closes by itself, as when somebody else was faster.
  const shown = opened === null || may(paper, opened) ? opened : "view";
  const close = () => setOpened(open || shown === "fill" || shown === "sign" ? "view" : rest);
  const press = (what: Opened) => {
    acting.reset();
    setOpened(what === shown ? rest : what);
  };
  return (
    <article ref={card} id={id} className="paper-card" aria-label={paper.name}>
      <Head paper={paper} />
      <Notes paper={paper} carries={carries} />
      <div className="row">
        <Buttons paper={paper} shown={shown} press={press} fixed={open} />
        <a className="paper-print" href={door.pdf} target="_blank" rel="noreferrer">
          {t("paper.print")}
        </a>
      </div>
      {shown === "fill" && (
        <PaperForm
          paper={paper}
          draft={door.draft}
          busy={acting.isPending}
          error={acting.error}
          cancel={close}
          save={(fields, done) =>
            acting.mutate(
              { act: "fill", fields },
              {
                onSuccess: () => {
                  done();
                  close();
                },
              },
            )
          }
        />
      )}
      {shown !== null && shown !== "fill" && <PaperSheet paper={paper} />}
      {shown === "sign" && paper.may.sign && (
        <SignPanel paper={paper} step={paper.may.sign} acting={acting} close={close} />
      )}
      {(shown === "send-back" || shown === "renew" || shown === "void") && (
        <ReasonForm key={shown} act={shown} paper={paper} acting={acting} close={close} />
      )}
      {shown === "issue" && <IssueForm paper={paper} acting={acting} close={close} />}
      <Steps paper={paper} />
      {shown !== null && <Trail paper={paper} />}
    </article>
  );
}

/** A paper that is the page's matter, or that an address names, opens at what the reader has to do. */
function first(paper: PaperShown, open: boolean, meant: boolean): Opened {
  if (!open && !meant) return null;
  if (paper.may.fill && paper.blank.length > 0) return "fill";
  return paper.may.sign ? "sign" : "view";
}

function may({ may: doing }: PaperShown, what: Opened): boolean {
  switch (what) {
    case "fill":
      return doing.fill;
    case "sign":
      return doing.sign !== null;
    case "send-back":
      return doing.sendBack !== null;
    case "renew":
    case "void":
    case "issue":
      return doing[what];
    default:
      return true;
  }
}

function Head({ paper }: { paper: PaperShown }) {
  return (
    <header className="paper-head">
      <h3>
        {t("common.titled", { name: paper.name })}
        {paper.number && <span className="num paper-number">{paper.number}</span>}
      </h3>
      <PaperState state={paper.state} />
      <ClauseTag id={paper.clause} />
    </header>
  );
}

function Notes({ paper, carries }: { paper: PaperShown; carries: string[] }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  const names = paper.fields.filter((one) => paper.blank.includes(one.field)).map((one) => one.name);
  const reason = (said: { reason: string | null; at: string; by: string }) => ({
    reason: said.reason ?? "",
    by: nameOf(said.by),
    at: momentInWords(said.at, now),
  });
  return (
    <>
      {paper.sentBack && <p className="note warn">{t("paper.sentBack", reason(paper.sentBack))}</p>}
      {paper.voided && <p className="note bad">{t("paper.voidedBy", reason(paper.voided))}</p>}
      {!paper.voided && names.length > 0 && (
        <p className="soft">{t("paper.wanting", { what: names.join(t("common.comma")) })}</p>
      )}
      <p className="soft paper-small">
        {!paper.customerMay && <b className="paper-never">{t("paper.internal")}</b>}
        {carries.length > 0 && (
          <span>
            {t("paper.attach", { what: carries.map((one) => t("common.titled", { name: one })).join("") })}
          </span>
        )}
        {paper.keep && <span>{keepInWords(paper.keep)}</span>}
      </p>
    </>
  );
}

/** `3 years`, as the regulation writes it. */
function keepInWords(keep: string): string {
  const [, n, unit] = /^(\d+) (year|month)s?$/.exec(keep) ?? [];
  return unit ? t(`paper.keep.${unit}`, { n }) : t("paper.keep.ever");
}

type ButtonsProps = { paper: PaperShown; shown: Opened; press: (what: Opened) => void; fixed: boolean };

function Buttons({ paper, shown, press, fixed }: ButtonsProps) {
  const step = paper.steps.find((one) => one.step === paper.may.sign);
  const button = (what: Exclude<Opened, null>, words: string, primary = false) =>
    may(paper, what) && (
      <Button
        type={primary ? "primary" : "default"}
        aria-expanded={shown === what}
        onClick={() => press(what)}
      >
        {words}
      </Button>
    );
  return (
    <>
      {button("fill", t("paper.act.fill"), paper.blank.length > 0)}
      {step && button("sign", t("paper.act.sign", { step: step.name }), true)}
      {!fixed && button("view", t(shown === "view" ? "paper.fold" : "paper.look"))}
      {(paper.copies.length > 0 || paper.form === "voucher" || paper.form === "form") &&
        button("issue", t(paper.copies.length > 0 ? "paper.act.issue" : "paper.act.give"))}
      {button("send-back", t("paper.act.send-back"))}
      {button("renew", t("paper.act.renew"))}
      {button("void", t("paper.act.void"))}
    </>
  );
}
