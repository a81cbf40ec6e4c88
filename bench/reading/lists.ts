// What a desk reads, each with the plain SQL that gives the same rows.
export type Read = {
  name: string;
  path: string;
  sql: string;
  /** Asked by the general manager, for whom it has rows. */
  byChief?: true;
};

const org = "org = 'wuye' and run = 1";
const cases = `select id, number, version, kind, severity, state, paused, upheld, round, missing, title, channel, holder,
  holder_department, first_asked, department, received_at, registered_at, next_due_at, breached from shouwen.case_view where ${org}`;
const newest = "order by registered_at desc, id desc limit 51";
const owed = `select b.stream, b.id, b.owner_post, b.owner_department, b.owner_member, b.due_at, b.detail, c.number, c.title
  from shouwen.obligation b left join shouwen.case_view c on c.org = b.org and c.id = b.stream where b.org = 'wuye' and b.run = 1`;
const due = "case when b.due_at is null then '9999-12-31 00:00:00+00'::timestamptz else b.due_at end";
const soonest = `order by ${due}, b.stream, b.id limit 51`;
const mine = "b.owner_member is null and b.owner_post = 'reception'";
const live = "state in ('open', 'breached')";

const papers = `select stream, paper, host, regulation, clause, name, form, number, state, title, filled_at, filled_by
  from shouwen.paper_view where ${org}`;
const filledLast = "order by filled_at desc, stream desc, paper desc limit 51";

/** @param long a matter with a hundred events */
export const readsOf = (long: string): Read[] => [
  { name: "matters", path: "/api/cases?limit=50", sql: `${cases} ${newest}` },
  {
    name: "matters, `state`",
    path: "/api/cases?limit=50&state=resolved",
    sql: `${cases} and state = 'resolved' ${newest}`,
  },
  {
    name: "matters, `severity`",
    path: "/api/cases?limit=50&severity=major",
    sql: `${cases} and severity = 'major' ${newest}`,
  },
  {
    name: "matters, `kind`",
    path: "/api/cases?limit=50&kind=application",
    sql: `${cases} and kind = 'application' ${newest}`,
  },
  {
    name: "matters, `department`",
    path: "/api/cases?limit=50&department=engineering",
    sql: `${cases} and department = 'engineering' ${newest}`,
  },
  {
    name: "matters to sign for",
    path: "/api/cases?limit=50&state=forwarded&department=security",
    sql: `${cases} and state = 'forwarded' and department = 'security' ${newest}`,
  },
  {
    name: "matters, `owner=me`",
    path: "/api/cases?limit=50&owner=me",
    sql: `${cases} and holder = 'wuye.reception' ${newest}`,
  },
  {
    name: "matters, `overdue`",
    path: "/api/cases?limit=50&overdue=true",
    sql: `${cases} and breached ${newest}`,
  },
  {
    name: "obligations, mine, open",
    path: "/api/obligations?limit=50&owner=me&state=open",
    sql: `${owed} and b.state = 'open' and ${mine} ${soonest}`,
  },
  {
    name: "obligations, mine, breached",
    path: "/api/obligations?limit=50&owner=me&state=breached",
    sql: `${owed} and b.state = 'breached' and b.owner_member = 'wuye.reception' ${soonest}`,
  },
  {
    name: "obligations, department's, open",
    path: "/api/obligations?limit=50&department=security&state=open",
    sql: [
      "b.owner_department = 'security'",
      "b.owner_member = 'wuye.security'",
      "b.owner_member is null and b.owner_post = 'security'",
    ]
      .map((whose) => `(${owed} and b.state = 'open' and ${whose} ${soonest})`)
      .join(" union "),
  },
  {
    name: "obligations, overdue",
    path: "/api/obligations?limit=50&state=breached",
    sql: `${owed} and b.state = 'breached' ${soonest}`,
  },
  {
    name: "counts",
    path: "/api/counts",
    sql: `select (select count(*) from (select from shouwen.obligation where ${org} and ${live} and owner_member = 'wuye.reception' limit 1001) x),
      (select count(*) from (select from shouwen.obligation where ${org} and ${live} and owner_post = 'reception' limit 1001) x),
      (select count(*) from (select from shouwen.obligation where ${org} and state = 'breached' limit 1001) x)`,
  },
  { name: "no list at all: who I am", path: "/api/me", sql: "select 1" },
  {
    name: "one matter with 100 events",
    path: `/api/cases/${long}`,
    sql: `select seq, type, at, recorded_at, by, data, private from shouwen.event where org = 'wuye' and stream = '${long}' order by seq`,
  },
  {
    name: "duties",
    path: "/api/duties?limit=50",
    sql: `select d.*, b.detail from shouwen.duty_view d left join shouwen.obligation b on b.org = d.org and b.stream = d.id
      where d.org = 'wuye' and d.run = 1 order by coalesce(d.due_at, '9999-12-31 00:00:00+00'::timestamptz), d.id limit 51`,
  },
  { name: "papers", path: "/api/papers?limit=50", sql: `${papers} ${filledLast}` },
  {
    name: "papers that wait for me",
    path: "/api/papers?limit=50&turn=mine",
    sql: `${papers} and turn in (select distinct turn from shouwen.paper_view where ${org} and turn is not null and turn <> 'customer') ${filledLast}`,
  },
  {
    name: "approvals",
    path: "/api/approvals?limit=50",
    byChief: true,
    // What an approval shows stands in its events.
    sql: `select a.*, c.number, c.title,
        (select array_agg(e.data order by e.seq) from shouwen.event e where e.org = 'wuye' and e.stream = a.id) as events
      from (select id, stream, asked_at from shouwen.approval_view where ${org} and state = 'waiting'
        order by asked_at, id limit 51) a
      left join shouwen.case_view c on c.org = 'wuye' and c.id = a.stream order by a.asked_at, a.id`,
  },
  {
    name: "customers",
    path: "/api/customers?limit=50",
    sql: `select v.*,
        exists (select from shouwen.event e where e.org = 'wuye' and e.stream = v.id and e.type = 'customer.revealed'
          and e.by = 'wuye.reception')
        or exists (select from shouwen.case_view c where c.org = 'wuye' and c.run = 1 and c.customer = v.id
          and (c.first_asked = 'wuye.reception' or c.holder = 'wuye.reception')) as open
      from (select id, name, phone, address from shouwen.customer_view where org = 'wuye'
        order by case when name is null then '' else name end, id limit 51) v`,
  },
  {
    name: "notices",
    path: "/api/notices?limit=50",
    sql: `select n.*, c.number, c.title from shouwen.notice n left join shouwen.case_view c on c.org = n.org and c.id = n.stream
      where n.org = 'wuye' and n.run = 1 and recipient = 'wuye.reception' order by n.at desc, n.stream desc, n.seq desc limit 51`,
  },
];
