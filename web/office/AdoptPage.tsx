// 采用制度: the regulations that the product carries, taken up with a click; then what is still to be mapped and filled.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { adopt, type CarriedRow, listCarried } from "#api/carried.ts";
import { call } from "../call.ts";
import { mayEditRegulation } from "../me.ts";
import { TextField } from "../ui/Fields.tsx";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import "./office.css";

const carriedQuery = { queryKey: ["regulation", "carried"], queryFn: () => call(listCarried) };

export function AdoptPage() {
  return (
    <ForMembers title={t("adopt.title")} who={mayEditRegulation} why={t("edit.onlyAdmin")}>
      <Carried />
    </ForMembers>
  );
}

type LineProps = { one: CarriedRow; chosen: boolean; choose: (on: boolean) => void };

function Line({ one, chosen, choose }: LineProps) {
  return (
    <li className="office-line">
      <Checkbox
        checked={one.adopted || chosen}
        disabled={one.adopted}
        onChange={({ target }) => choose(target.checked)}
      >
        <b>{one.title}</b>
      </Checkbox>
      <span className="soft">
        {t("adopt.counts", { clauses: one.clauses, runs: one.runs, roles: one.roles, blanks: one.blanks })}
      </span>
      {one.adopted && (
        <Link to="/regulations/$key" params={{ key: one.key }}>
          {t("adopt.there")}
        </Link>
      )}
    </li>
  );
}

function Next({ done }: { done: { adopted: string[]; roles: number; blanks: number } }) {
  return (
    <div className="note good" role="status">
      <p>{t("adopt.done", { n: done.adopted.length })}</p>
      <p className="row">
        <Link to="/roles">{t("adopt.roles", { n: done.roles })}</Link>
        <Link to="/figures">{t("adopt.blanks", { n: done.blanks })}</Link>
      </p>
    </div>
  );
}

function Choosing({ items }: { items: CarriedRow[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [q, setQ] = useState("");
  const [from, setFrom] = useState("");
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: () => call(adopt, { body: { keys: [...chosen], ...(from ? { from } : {}) } }),
    onSuccess: async () => {
      await Promise.all(
        ["regulation", "clause", "rules", "directory", "figure", "checklist"].map((noun) =>
          client.invalidateQueries({ queryKey: [noun] }),
        ),
      );
      setChosen([]);
    },
  });
  const shown = items.filter((one) =>
    `${one.title} ${one.key}`.toLowerCase().includes(q.trim().toLowerCase()),
  );
  return (
    <div className="stack">
      {take.data && <Next done={take.data} />}
      <search className="staff-filters">
        <TextField label={t("adopt.find")} value={q} onChange={setQ} />
      </search>
      <Sheet title={t("adopt.carried", { n: items.length })} label={t("adopt.title")}>
        {shown.length === 0 && <Blank title={t("adopt.noneFound")} />}
        <ul>
          {shown.map((one) => (
            <Line
              key={one.key}
              one={one}
              chosen={chosen.includes(one.key)}
              choose={(on) => setChosen(on ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))}
            />
          ))}
        </ul>
      </Sheet>
      <ProblemAlert error={take.error} />
      <div className="form-foot sticky-foot">
        <label className="row">
          {t("adopt.from")}
          <input
            type="date"
            className="plain-input office-from"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t("adopt.take", { n: chosen.length })}
        </Button>
        <span className="soft">{t("adopt.fromHint")}</span>
      </div>
    </div>
  );
}

function Carried() {
  const asked = useQuery(carriedQuery);
  return (
    <Page title={t("adopt.title")} aside={<Link to="/regulations">{t("place.regulations")}</Link>}>
      <Answer of={asked}>{({ items }) => <Choosing items={items} />}</Answer>
    </Page>
  );
}
