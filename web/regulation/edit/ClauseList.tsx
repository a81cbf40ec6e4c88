// The clauses at the left: found by words, faulty and changed ones marked.
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import { TextField } from "../../ui/Fields.tsx";
import { type RawClause, writtenIn } from "./file/splice.ts";
import type { Work } from "./text.ts";
import { faultsOf } from "./text.ts";

type Props = { work: Work; chosen: number; choose: (id: string) => void };

const holds = (one: RawClause, q: string) => `${one.id} ${one.at ?? ""} ${one.says}`.includes(q.trim());

let known: { text: string; clauses: Map<string, string> } | undefined;
/** The clauses of the edition from which one goes on, by id; the same for every keystroke. */
const before = (text: string): Map<string, string> => {
  if (known?.text === text) return known.clauses;
  const clauses = writtenIn(text)?.clauses ?? [];
  known = { text, clauses: new Map(clauses.map((one) => [String(one.id), JSON.stringify(one)])) };
  return known.clauses;
};

/** The chosen clause is in sight within its list, without moving the page. */
function useInSight(chosen: number) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = list.current?.children[chosen];
    if (!list.current || !(line instanceof HTMLElement)) return;
    const top = line.offsetTop - list.current.offsetTop;
    const seen =
      top >= list.current.scrollTop && top < list.current.scrollTop + list.current.clientHeight - 60;
    if (!seen) list.current.scrollTop = top - list.current.clientHeight / 3;
  }, [chosen]);
  return list;
}

export function ClauseList({ work, chosen, choose }: Props) {
  const [q, setQ] = useState("");
  const clauses = work.written?.clauses ?? [];
  const stood = before(work.original);
  const list = useInSight(chosen);
  return (
    <nav className="edit-list" aria-label={t("edit.clauses")}>
      <TextField label={t("edit.find")} value={q} onChange={setQ} />
      <ol ref={list}>
        {clauses.map((one, n) => {
          if (!holds(one, q)) return null;
          const id = String(one.id);
          const faulty = work.faults.length > 0 && faultsOf(work, n).length > 0;
          const changed = stood.get(id) !== JSON.stringify(one);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an id may stand there twice while one types.
            <li key={`${n} ${id}`}>
              <button
                type="button"
                aria-current={n === chosen || undefined}
                className={faulty ? "faulty" : ""}
                onClick={() => choose(id)}
              >
                <b>{String(one.at ?? id)}</b> {String(one.says).slice(0, 34)}
                {faulty && <span className="chip late">{t("edit.faulty")}</span>}
                {changed && <span className="chip soon">{t("edit.changed")}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
