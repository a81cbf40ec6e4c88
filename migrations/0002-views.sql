-- What desks, boards and lists read: folded from the log, rebuilt from it at any time.
create table shouwen.case_view (
  org text not null,
  id uuid not null,
  run integer not null,
  number text not null,
  version integer not null,
  kind text not null,
  severity text,
  state text not null,
  paused boolean not null,
  upheld boolean,
  round integer not null,
  missing text[] not null,
  title text not null,
  channel text not null,
  customer uuid,
  first_asked text,
  -- Who holds it: a member, else the head of a department.
  holder text,
  holder_department text,
  department text,
  received_at timestamptz not null,
  registered_at timestamptz not null,
  next_due_at timestamptz,
  breached boolean not null,
  external_id text,
  primary key (org, id)
);
create index case_newest on shouwen.case_view (org, run, registered_at desc, id desc);
create index case_state on shouwen.case_view (org, run, state, registered_at desc, id desc);
create index case_department on shouwen.case_view (org, run, department, registered_at desc, id desc);
create index case_customer on shouwen.case_view (org, customer) where customer is not null;
create unique index case_external on shouwen.case_view (org, run, external_id) where external_id is not null;

-- Apart from the list's row, which every act rewrites: its index would be paid for each time.
create table shouwen.case_search (
  org text not null,
  id uuid not null,
  run integer not null,
  registered_at timestamptz not null,
  terms text[] not null,
  primary key (org, id)
);
create index case_search_terms on shouwen.case_search using gin (terms) with (fastupdate = on);

create table shouwen.obligation (
  org text not null,
  stream uuid not null,
  -- Clause and number of the triggering event.
  id text not null,
  run integer not null,
  clause text not null,
  state text not null,
  owner_post text,
  owner_department text,
  owner_member text,
  opened_at timestamptz not null,
  due_at timestamptz,
  original_due_at timestamptz,
  met_at timestamptz,
  paused_at timestamptz,
  awaiting text,
  why text,
  -- The rest as the engine gives it, for showing.
  detail jsonb not null,
  primary key (org, stream, id)
);
create index obligation_due on shouwen.obligation (org, run, due_at, stream, id) where state in ('open', 'breached');
create index obligation_clause on shouwen.obligation (org, run, clause, state);
create index obligation_post on shouwen.obligation (org, run, owner_post, due_at) where state in ('open', 'breached');
create index obligation_department on shouwen.obligation (org, run, owner_department, due_at) where state in ('open', 'breached');

create table shouwen.approval_view (
  org text not null,
  id uuid not null,
  run integer not null,
  stream uuid not null,
  state text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  waits_for text[] not null,
  primary key (org, id)
);
create index approval_waiting on shouwen.approval_view (org, run, state, asked_at, id);

create table shouwen.customer_view (
  org text not null,
  id uuid not null,
  run integer not null,
  name text,
  phone text,
  address text,
  phone_key text,
  terms text[] not null,
  primary key (org, id)
);
create index customer_phone on shouwen.customer_view (org, phone_key) where phone_key is not null;
create index customer_terms on shouwen.customer_view using gin (terms);

create table shouwen.notice (
  org text not null,
  run integer not null,
  -- Of the event that gave it.
  stream uuid not null,
  seq integer not null,
  recipient text not null,
  at timestamptz not null,
  about text not null,
  clause text,
  due_at timestamptz,
  primary key (org, stream, seq, recipient)
);
create index notice_of on shouwen.notice (org, run, recipient, at desc, stream desc, seq desc);

create table shouwen.import_job (
  org text not null,
  id uuid not null,
  run integer not null,
  state text not null,
  by text not null,
  file text not null,
  mapping jsonb not null,
  rows integer,
  taken integer not null default 0,
  known integer not null default 0,
  refused jsonb not null default '[]',
  error text,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org, id)
);

do $$
declare t text;
begin
  foreach t in array array['case_view', 'case_search', 'obligation', 'approval_view', 'customer_view', 'notice', 'import_job'] loop
    execute format('alter table shouwen.%I enable row level security', t);
    execute format('alter table shouwen.%I force row level security', t);
    execute format('create policy mine on shouwen.%I to shouwen_app using (org = current_setting(''shouwen.org'', true) and run in (0, nullif(current_setting(''shouwen.run'', true), '''')::integer))', t);
    execute format('grant select, insert, update, delete on shouwen.%I to shouwen_app', t);
  end loop;
end $$;

-- Under row-level security the planner may not use a GIN index for an operator that is not leakproof,
-- so the search carries the wall inside itself.
create function shouwen.search_cases(wanted text[], most integer) returns setof uuid
language sql stable security definer set search_path = shouwen as $$
  select id from shouwen.case_search
   where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer and terms @> wanted
   order by registered_at desc, id desc limit most
$$;
create function shouwen.search_customers(wanted text[], most integer) returns setof uuid
language sql stable security definer set search_path = shouwen as $$
  select id from shouwen.customer_view
   where org = current_setting('shouwen.org') and run in (0, current_setting('shouwen.run')::integer) and terms @> wanted
   order by name, id limit most
$$;
revoke all on function shouwen.search_cases(text[], integer), shouwen.search_customers(text[], integer) from public;
grant execute on function shouwen.search_cases(text[], integer), shouwen.search_customers(text[], integer) to shouwen_app;
