// The mark of a clause in a margin: its article, its words on hover or focus, the regulation on a click.
import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import { t } from "i18next";
import { isOwnClause } from "#domain/retention/own.ts";
import { clauseMark, useClause } from "../clauses.ts";

export function ClauseTag({ id }: { id: string }) {
  const clause = useClause(id);
  if (isOwnClause(id)) return <OwnTag />;
  const mark = clauseMark(id, clause);
  const words = (
    <span className="clause-hover">
      <b>{id}</b>
      {clause?.says ?? t("clause.unknown")}
    </span>
  );
  return (
    <Tooltip title={words} trigger={["hover", "focus"]} placement="topRight">
      <Link
        to="/regulations"
        search={{ clause: id }}
        className="clause-mark"
        aria-label={t("clause.markLabel", { mark })}
        onClick={(click) => click.stopPropagation()}
      >
        {mark}
      </Link>
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
