// What the notices of one message are about, and for whom they are.
import { turnInWords } from "#domain/duty/periods.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { Unit } from "#server/log/unit.ts";
import type { Batch } from "../queue.ts";
import type { Line } from "./message.ts";

type Row = {
  about: string;
  clause: string | null;
  due_at: number | null;
  recipients: string[];
  case: string | null;
  number: string | null;
  duty: string | null;
  paper: string | null;
  title: string | null;
  period: string | null;
  n: number;
  of: number;
  regulation: string | null;
};

/** More than this nobody reads in a message. */
const mostLines = 200;

const pathOf = (r: Row): string => {
  if (r.case) return `/cases/${r.case}`;
  if (r.duty) return `/duties/${r.duty}`;
  if (r.paper) return `/papers/${r.paper}`;
  if (r.regulation) return `/regulations/${r.regulation}`;
  return r.about.startsWith("approval.") ? "/approvals" : "/notices";
};

const regulationOf = (unit: Unit, key: string): string =>
  unit.directory.editions.get(key)?.state.title ?? key;

const lineOf = (unit: Unit, r: Row): Line => {
  const [regulation, id] = r.clause?.split("/") ?? [];
  const title = r.title && r.period ? `${r.title} ${turnInWords({ ...r, period: r.period })}` : r.title;
  return {
    about: r.about,
    number: r.number,
    title: title ?? (r.regulation ? regulationOf(unit, r.regulation) : ""),
    clause: regulation && id ? { regulation: regulationOf(unit, regulation), id } : null,
    due: r.due_at,
    path: pathOf(r),
    names: [],
  };
};

export type Content = {
  /** Everybody it is for. */
  recipients: string[];
  lines: (Line & { recipients: string[] })[];
  count: number;
};

/** Reads what a message says; null where nothing of it is due any more. */
export const contentOf = async (unit: Unit, batch: Batch): Promise<Content | null> => {
  const { rows: all } = await unit.client.query<{ recipients: string[]; count: number; due: boolean }>(
    `select array_agg(distinct recipient) as recipients, count(distinct (stream, seq)) as count,
            min(next_at) <= clock_timestamp() as due
       from delivery where org = current_setting('shouwen.org') and batch = $1 and next_at is not null`,
    [batch.id],
  );
  const whole = all[0];
  if (!whole?.due) return null;
  const { rows } = await unit.client.query<Row>(
    `select n.about, n.clause, n.due_at, n.recipients, c.id as case, c.number, d.id as duty, p.stream as paper,
            coalesce(c.title, d.title, '《' || p.name || '》' || p.title) as title, d.period, d.n,
            d.times as of, r.regulation
       from (select n.stream, n.seq, n.about, n.clause, n.due_at, n.at, array_agg(n.recipient) as recipients
               from delivery b
               join notice n on n.org = b.org and n.stream = b.stream and n.seq = b.seq and n.recipient = b.recipient
              where b.org = current_setting('shouwen.org') and b.batch = $1 and b.next_at is not null
              group by 1, 2, 3, 4, 5, 6 order by n.at desc, n.stream, n.seq desc limit ${mostLines}) n
       left join approval_view a on a.org = current_setting('shouwen.org') and a.id = n.stream
       left join case_view c on c.org = current_setting('shouwen.org') and c.id = coalesce(a.stream, n.stream)
       left join duty_view d on d.org = current_setting('shouwen.org') and d.id = n.stream
       left join paper_view p on p.org = current_setting('shouwen.org') and p.stream = n.stream and p.host = 'paper'
       left join lateral (select regulation from circulation r
                           where r.org = current_setting('shouwen.org') and r.id = n.stream limit 1) r on true
      order by n.at desc, n.stream, n.seq desc`,
    [batch.id],
  );
  const nameOf = (id: string): string => memberOf(unit.directory.organisation, id)?.name ?? "";
  return {
    recipients: whole.recipients,
    lines: rows.map((r) => ({
      ...lineOf(unit, r),
      recipients: r.recipients,
      names: r.recipients.map(nameOf).filter(Boolean),
    })),
    count: Number(whole.count),
  };
};
