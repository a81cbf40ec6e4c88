// Looks a person up: which customers fit, and everything in which the person stands.
import type { PersonFound, PersonLine } from "#api/erasure.ts";
import { type Needle, needleOf } from "#domain/erasure/needle.ts";
import { mask } from "#server/http/disclosure.ts";
import { isStreamId } from "#server/log/read.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import {
  customersAmong,
  type KnownCustomer,
  mattersOf,
  mostStreams,
  seeEveryRun,
  streamsNaming,
} from "../hits.ts";
import { type Block, blockOf, holdsNow, keptOf } from "../keeping.ts";
import { type Part, partsIn, placeOf } from "../part.ts";

/** Whom: as typed, or one customer. */
export type Whom = { q?: string | undefined; customer?: string | undefined };

type Person = { needles: Needle[]; known: KnownCustomer | null; people: KnownCustomer[]; named: string[] };

/**
 * The person's needles: what was typed, and what is known of the customer whom it fits, if it fits only one.
 * Of several, somebody first says which: whose matters are whose is not to be mixed up.
 */
export const personIn = async (unit: Unit, { q, customer }: Whom): Promise<Person> => {
  const [chosen] = customer && isStreamId(customer) ? await customersAmong(unit, [customer]) : [];
  const read = (texts: (string | null | undefined)[]) => texts.flatMap((t) => (t ? (needleOf(t) ?? []) : []));
  const typed = read([q]);
  const found = await streamsNaming(unit, typed);
  const people = chosen ? [chosen] : await customersAmong(unit, found);
  const known = people.length === 1 ? (people[0] ?? null) : null;
  const needles = known ? [...typed, ...read([known.name, known.phone])] : typed;
  const named = known ? await streamsNaming(unit, needles) : found;
  return { needles, known, people, named };
};

const iso = (ms: number): string => new Date(ms).toISOString();

const shownBlock = (block: Block | null): PersonLine["block"] =>
  block && {
    code: block.code,
    clause: block.refusal.clause ?? null,
    until: block.until === null ? null : iso(block.until),
    forcible: block.forcible,
  };

const line = (part: Part, own: boolean, block: Block | null): PersonLine => ({
  stream: part.stream,
  paper: part.paper,
  kind: part.kind,
  host: part.host,
  name: part.name,
  number: part.number,
  at: iso(part.at),
  open: part.open,
  events: part.some.reduce((n, s) => n + s.seqs.length, 0),
  naming: part.some.reduce((n, s) => n + s.naming.length, 0),
  files: part.files.length,
  own,
  block: shownBlock(block),
});

/** Everything in which a person stands; nothing for what is too short to mean somebody. */
export const findWhom = async (
  world: World,
  unit: Unit,
  whom: Whom,
): Promise<Omit<PersonFound, "imports">> => {
  await seeEveryRun(unit);
  const { needles, known, people, named } = await personIn(unit, whom);
  const theirs = known ? [known.id, ...(await mattersOf(unit, [known.id]))] : [];
  const own = new Set(theirs);
  const all = [...new Set([...theirs, ...named])];
  const streams = all.slice(0, mostStreams);
  const parts = await partsIn(world, unit, streams, needles, false);
  const [kept, holds] = [keptOf(unit, parts), await holdsNow(unit)];
  const lines = parts
    .map((p) => line(p, own.has(p.stream), blockOf(unit, p, kept.get(placeOf(p)), holds)))
    .filter((l) => l.own || l.naming > 0)
    .sort((a, b) => Number(b.own) - Number(a.own) || (a.at < b.at ? 1 : -1));
  return {
    people: people.map(({ id, name, ...contact }) => {
      const { phone, address } = mask(contact);
      return { id, name, phone, address };
    }),
    lines,
    more: all.length > mostStreams,
  };
};
