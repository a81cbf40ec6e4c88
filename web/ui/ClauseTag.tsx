// The mark of a clause in a margin: its article, its words on hover or focus, the regulation on a click.
import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { isOwnClause } from "#domain/retention/own.ts";
import { clauseMark, useClause } from "../clauses.ts";

/** A page has dozens of these, so the words are drawn only while they are read. */
export function ClauseTag({ id }: { id: string }) {
  const clause = useClause(id);
  const [near, setNear] = useState(false);
  if (isOwnClause(id)) return <OwnTag />;
  const mark = clauseMark(id, clause);
  const says = clause?.says ?? t("clause.unknown");
  return (
    <Link
      to="/regulations"
      search={{ clause: id }}
      className="clause-mark"
      aria-label={t("clause.markLabel", { mark })}
      aria-description={near ? says : undefined}
      onClick={(click) => click.stopPropagation()}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={() => setNear(false)}
    >
      {mark}
      {near && <Words id={id} says={says} />}
    </Link>
  );
}

function Words({ id, says }: { id: string; says: string }) {
  const words = (
    <span className="clause-hover">
      <b>{id}</b>
      {says}
    </span>
  );
  return (
    <Tooltip open title={words} placement="topRight" styles={{ root: { pointerEvents: "none" } }}>
      <span className="clause-near" />
    </Tooltip>
  );
}

/** What the organisation asks of itself stands on a page of its own, in no regulation. */
function OwnTag() {
  return (
    <Link to="/retention" className="clause-mark">
      {t("retention.own")}
    </Link>
  );
}

export function ClauseTags({ ids }: { ids: string[] }) {
  return (
    <span className="row">
      {ids.map((id) => (
        <ClauseTag key={id} id={id} />
      ))}
    </span>
  );
}
