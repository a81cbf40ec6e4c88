// A regulation's text as somebody sends it: checked, or refused with every fault at its line.

import { type EditionsState, editionName, editionOf, inForce } from "#domain/edition/edition.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { localDate } from "#domain/time/calendar.ts";
import { language } from "#server/http/i18n/language.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import type { Caller } from "#server/log/command.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Unit } from "#server/log/unit.ts";
import { readApart } from "./reading/apart.ts";

const mostBytes = 1024 * 1024;
/** Characters; a longer text is read in a thread of its own, so that nobody else waits for it. */
const readAtOnce = 100_000;

/** Who may weigh a regulation: whoever types it in, and whoever leads. */
export const mayWeigh: readonly string[] = ["admin", "head", "chief"];

/** The checked text of an edition of this regulation. Throws ProblemError 400 with every fault, 413. */
export const checkedText = async (
  body: unknown,
  key: string,
): Promise<{ yaml: string; regulation: Regulation }> => {
  const yaml = typeof body === "string" ? body : "";
  if (Buffer.byteLength(yaml) > mostBytes) throw new ProblemError(problemOf(413, "regulation-too-large"));
  const read =
    yaml.length > readAtOnce ? await readApart(yaml, language()) : readRegulation(yaml, tongueIn());
  if ("errors" in read) {
    const first = read.errors[0];
    throw new ProblemError(problemOf(400, first?.message ?? "regulation-faulty", { errors: read.errors }));
  }
  if (read.regulation.regulation !== key) {
    const message = "regulation-other-key";
    const values = { wanted: key, value: read.regulation.regulation };
    throw new ProblemError(problemOf(400, message, { values, errors: [{ line: 1, message }] }));
  }
  return { yaml, regulation: read.regulation };
};

/** The editions that the organisation keeps of a regulation. Throws ProblemError 404. */
export const kept = (d: Directory, key: string): EditionsState => {
  const state = d.editions.get(key)?.state;
  if (!state) throw refused({ kind: "unknown", code: "regulation-unknown", values: { value: key } });
  return state;
};

/** One edition by its name. Throws ProblemError 404. */
export const editionNamed = (d: Directory, key: string, name: string): Regulation => {
  if (!editionOf(kept(d, key), name)) throw refused({ kind: "unknown", code: "edition-unknown" });
  return d.regulation(key, name);
};

/** The name of the edition in force. Throws ProblemError 404 where there is none. */
export const nameInForce = (d: Directory, key: string, now: number): string => {
  const edition = inForce(kept(d, key), localDate(d.calendar, now));
  if (!edition) throw refused({ kind: "unknown", code: "edition-unknown" });
  return editionName(edition.date);
};

/** Throws ProblemError 403 for whoever holds none of these grants. */
export const demand = (unit: Unit, { member: id }: Caller, grants: readonly string[], code: string): void => {
  const o = unit.directory.organisation;
  const member = memberOf(o, id);
  if (!member || !actorOf(o, member).grants.some((g) => grants.includes(g)))
    throw refused({ kind: "forbidden", code });
};
