-- The regulation room: back-tests with how far they are, editions sent to those they bind, indexes for a month's evidence.
create table shouwen.backtest (
  org text not null,
  id uuid not null,
  run integer not null,
  regulation text not null,
  by text not null,
  state text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  against text not null,
  done integer not null default 0,
  total integer not null,
  error text,
  -- Sums and clocks that differ; names and titles are looked up when it is read.
  result jsonb,
  started_at timestamptz not null default clock_timestamp(),
  -- When its process last said that it is at work.
  seen_at timestamptz not null default clock_timestamp(),
  primary key (org, id)
);

-- To whom an edition was sent, and who signed that they know it.
create table shouwen.circulation (
  org text not null,
  id uuid not null,
  run integer not null,
  regulation text not null,
  edition text not null,
  member text not null,
  sent_at timestamptz not null,
  due_at timestamptz not null,
  acknowledged_at timestamptz,
  primary key (org, id, member)
);
create index circulation_member on shouwen.circulation (org, run, member) where acknowledged_at is null;

create index case_received on shouwen.case_view (org, run, received_at, id);
create index obligation_opened on shouwen.obligation (org, run, opened_at);
create index obligation_clause_opened on shouwen.obligation (org, run, clause, opened_at desc, stream desc, id desc);

do $$
declare t text;
begin
  foreach t in array array['backtest', 'circulation'] loop
    execute format('alter table shouwen.%I enable row level security', t);
    execute format('alter table shouwen.%I force row level security', t);
    execute format('create policy mine on shouwen.%I to shouwen_app using (org = current_setting(''shouwen.org'', true) and run in (0, nullif(current_setting(''shouwen.run'', true), '''')::integer))', t);
    execute format('create policy keeper on shouwen.%I to %I using (true)', t, current_user);
    execute format('grant select, insert, update, delete on shouwen.%I to shouwen_app', t);
  end loop;
end $$;
