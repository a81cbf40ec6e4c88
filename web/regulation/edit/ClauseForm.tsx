// One clause as a form: its text, what the software does about it, the sentence that comes of it, its proof.

import { Button } from "antd";
import { t } from "i18next";
import { type Block, blocks, type Clause } from "#domain/regulation/file.ts";
import { sentence } from "#domain/regulation/wording/sentence.ts";
import { tongue } from "../../i18n/tongue.ts";
import { SelectField } from "../../ui/Fields.tsx";
import { insertAfter, type RawClause, removeClause, setParts } from "./file/splice.ts";
import { BlockText } from "./form/BlockText.tsx";
import { GateForm } from "./form/GateForm.tsx";
import { RuleForm } from "./form/RuleForm.tsx";
import { Typed } from "./form/Typed.tsx";
import { WordsForm } from "./form/WordsForm.tsx";
import { Playing } from "./Playing.tsx";
import { skeletonOf } from "./skeleton.ts";
import { faultsOf, type Work } from "./text.ts";

type Props = { work: Work; n: number; choose: (id: string) => void };
const hows = ["enforce", "measure", "record", "schedule", "inspect", "prompt", "teach"];

export function ClauseForm({ work, n, choose }: Props) {
  const raw = work.written?.clauses[n];
  if (!raw) return null;
  const set = (parts: RawClause) => work.set(setParts(work.text, n, parts));
  const text = (key: string) => String(raw[key] ?? "");
  const there = blocks.filter((block) => raw[block] !== undefined);
  return (
    <section className="sheet edit-form" aria-label={t("edit.clause", { id: text("id") })}>
      <div className="sheet-head">
        <h2>{t("edit.clause", { id: text("id") })}</h2>
        <Actions work={work} n={n} choose={choose} />
      </div>
      <div className="sheet-body stack">
        <div className="pair">
          <Typed label={t("edit.at")} value={text("at")} set={(at) => set({ at: at || undefined })} />
          <SelectField
            label={t("clause.how")}
            none={t("edit.howByBlock")}
            value={text("how")}
            options={hows.map((value) => ({ value, label: t(`how.${value}`) }))}
            onChange={(how) => set({ how: how || undefined })}
          />
        </div>
        <Typed label={t("edit.says")} value={text("says")} lines={2} set={(says) => set({ says })} />
        <Typed
          label={t("edit.reading")}
          value={text("reading")}
          lines={1}
          set={(reading) => set({ reading: reading || undefined })}
        />
        <Sentence work={work} n={n} />
        {there.map((block) => (
          <BlockForm key={block} block={block} raw={raw} work={work} set={set} />
        ))}
        <AddBlock there={there} raw={raw} set={set} own={work.own} />
        <BlockText
          key={`proof ${raw.proof === undefined}`}
          label={t("edit.proof")}
          value={raw.proof}
          missing={t("edit.noProof")}
          set={(proof) => set({ proof })}
        />
        <Playing work={work} id={text("id")} />
      </div>
    </section>
  );
}

/** Recomputed with each change; while something is wrong, what it is. */
function Sentence({ work, n }: { work: Work; n: number }) {
  const faults = faultsOf(work, n);
  if (faults.length > 0)
    return (
      <ul className="note bad">
        {faults.map((one) => (
          <li key={one.message}>{one.message}</li>
        ))}
      </ul>
    );
  const id = String(work.written?.clauses[n]?.id);
  const { regulation } = work;
  const clause: Clause | undefined = regulation?.clauses.find((one) => one.id === id);
  const said = clause && regulation ? sentence(clause, regulation, tongue) : null;
  return (
    <p className="note good" role="status">
      {said ?? t(clause ? "edit.noSentence" : "edit.elsewhere")}
    </p>
  );
}

function Actions({ work, n, choose }: Props) {
  const { written, text } = work;
  const ids = new Set(written?.clauses.map((one) => String(one.id)));
  const fresh = () => {
    let count = ids.size + 1;
    while (ids.has(String(count))) count++;
    return String(count);
  };
  const add = () => {
    const id = fresh();
    work.set(insertAfter(text, n, { id, says: t("edit.newSays"), waiting: t("edit.newWaiting") }));
    choose(id);
  };
  const remove = () => {
    work.set(removeClause(text, n));
    choose(String(written?.clauses[n === 0 ? 1 : n - 1]?.id ?? ""));
  };
  return (
    <span className="row">
      <Button size="small" onClick={add}>
        {t("edit.add")}
      </Button>
      <Button size="small" danger disabled={ids.size < 2} onClick={remove}>
        {t("edit.remove")}
      </Button>
    </span>
  );
}

type BlockProps = { block: Block; raw: RawClause; work: Work; set: (parts: RawClause) => void };

function BlockForm({ block, raw, work, set }: BlockProps) {
  const value = raw[block] as Record<string, unknown>;
  const put = (next: unknown) => set({ [block]: next });
  const title = t(`clauseBy.${block}`);
  const shared = { value, own: work.own, regulation: work.regulation, set: put };
  const isForm = typeof value === "object" && value !== null;
  return (
    <fieldset className="edit-block">
      <legend>
        {title}{" "}
        <Button size="small" type="link" onClick={() => put(undefined)}>
          {t("edit.takeAway")}
        </Button>
      </legend>
      {block === "rule" && isForm ? (
        <RuleForm {...shared} />
      ) : block === "gate" && isForm ? (
        <GateForm {...shared} />
      ) : block === "words" && isForm ? (
        <WordsForm {...shared} />
      ) : (
        <BlockText label={title} value={raw[block]} set={put} bare />
      )}
    </fieldset>
  );
}

type AddProps = { there: Block[]; raw: RawClause; set: BlockProps["set"]; own: Work["own"] };

/** A clause has one block; beside a paper or a rule a gate may stand. */
function AddBlock({ there, set, own }: AddProps) {
  const only = there.length === 1 ? there[0] : undefined;
  const free: readonly Block[] =
    there.length === 0
      ? blocks
      : only === "rule" || only === "paper"
        ? ["gate"]
        : only === "gate"
          ? ["paper", "rule"]
          : [];
  const change = only === "waiting" ? blocks.filter((block) => block !== "waiting") : free;
  if (change.length === 0) return null;
  return (
    <SelectField
      label={t("edit.addBlock")}
      none={t("edit.chooseBlock")}
      value=""
      options={change.map((value) => ({ value, label: t(`clauseBy.${value}`) }))}
      onChange={(block) => {
        if (!block) return;
        set({
          ...(only === "waiting" ? { waiting: undefined } : {}),
          [block]: skeletonOf(block as Block, own),
        });
      }}
    />
  );
}
