-- What the regulations' tallies counted, one row a happening.
create table shouwen.tally_count (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  clause text not null,
  -- For whom: a customer, a member, a department; empty where the tally asks for nobody.
  whose text not null,
  -- The value by which the tally splits its count; empty where it does not.
  split text not null,
  at timestamptz not null,
  primary key (org, stream, seq, clause)
);
create index tally_window on shouwen.tally_count (org, run, clause, whose, at);
create index tally_at on shouwen.tally_count (org, run, at);

do $$
begin
  alter table shouwen.tally_count enable row level security;
  alter table shouwen.tally_count force row level security;
  create policy mine on shouwen.tally_count to shouwen_app using (org = current_setting('shouwen.org', true) and run in (0, nullif(current_setting('shouwen.run', true), '')::integer));
  execute format('create policy keeper on shouwen.tally_count to %I using (true)', current_user);
  grant select, insert, update, delete on shouwen.tally_count to shouwen_app;
end $$;
