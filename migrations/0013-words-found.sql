-- Set phrases found in what was written: evidence of the clauses that forbid or demand them.
create table shouwen.words_found (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  clause text not null,
  -- forbidden or required.
  kind text not null,
  phrase text not null,
  at timestamptz not null,
  member text not null,
  primary key (org, stream, seq)
);
create index words_found_clause on shouwen.words_found (org, run, clause, at);

do $$
begin
  alter table shouwen.words_found enable row level security;
  alter table shouwen.words_found force row level security;
  create policy mine on shouwen.words_found to shouwen_app using (org = current_setting('shouwen.org', true) and run in (0, nullif(current_setting('shouwen.run', true), '')::integer));
  execute format('create policy keeper on shouwen.words_found to %I using (true)', current_user);
  grant select, insert, update, delete on shouwen.words_found to shouwen_app;
end $$;
