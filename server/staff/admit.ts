// Who may keep the list of staff, and who may read it.
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refused } from "#server/http/problem.ts";
import type { Caller } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";

/** Throws ProblemError 403 for anybody but an administrator. */
export const admitAdmin = (unit: Unit, caller: Caller): void => {
  if (!grantsOf(unit.directory.organisation, caller.member).includes("admin"))
    throw refused({ kind: "forbidden", code: "may-not-admin" });
};

/** Throws ProblemError 403 for anybody but administrators and auditors. */
export const admitReader = (unit: Unit, caller: Caller): void => {
  const grants = grantsOf(unit.directory.organisation, caller.member);
  if (!grants.includes("admin") && !grants.includes("audit"))
    throw refused({ kind: "forbidden", code: "may-not-audit" });
};
