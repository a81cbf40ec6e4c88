// Lives of matters as the demo's history left them in the log: each is lived again under other names, words and days.
import type pg from "pg";
import type { Facts } from "#domain/stream/event.ts";

export type LivedEvent = {
  seq: number;
  type: string;
  at: number;
  by: string;
  data: Facts;
  private: Facts | null;
};
/** One matter's events, oldest first. */
export type Life = LivedEvent[];

/** @returns the lives of every matter that nobody else's stream has part in */
export const readLives = async (client: pg.Client, org: string): Promise<Life[]> => {
  const { rows } = await client.query<LivedEvent & { stream: string }>(
    `select e.stream, e.seq, e.type, (extract(epoch from e.at) * 1000)::float8 as at, e.by, e.data, e.private
       from shouwen.event e join shouwen.stream s on s.org = e.org and s.id = e.stream
      where e.org = $1 and s.kind = 'case'
        and not exists (select from shouwen.event x where x.org = e.org and x.stream = e.stream and x.type like '%approval%')
      order by e.stream, e.seq`,
    [org],
  );
  const lives = new Map<string, Life>();
  for (const { stream, ...event } of rows) lives.set(stream, [...(lives.get(stream) ?? []), event]);
  return [...lives.values()];
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Every instant in an event's data, so many ms earlier. */
export const shifted = (value: unknown, ms: number): unknown => {
  if (typeof value === "string")
    return instant.test(value) ? new Date(Date.parse(value) - ms).toISOString() : value;
  if (Array.isArray(value)) return value.map((v) => shifted(v, ms));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shifted(v, ms)]));
};
