-- Recurring duties as boards and lists read them, and each run's agenda.
create table shouwen.duty_view (
  org text not null,
  id uuid not null,
  run integer not null,
  clause text not null,
  regulation text not null,
  period text not null,
  -- Which of how many in the period.
  n integer not null,
  times integer not null,
  title text not null,
  evidence text,
  opens_at timestamptz not null,
  due_at timestamptz,
  done_at timestamptz,
  done_by text,
  primary key (org, id)
);
create index duty_opens on shouwen.duty_view (org, run, opens_at, id);
create index duty_clause on shouwen.duty_view (org, run, clause, opens_at, id);

-- Which volume of a run's agenda is being kept.
create table shouwen.agenda_view (
  org text not null,
  run integer not null,
  stream uuid not null,
  primary key (org, run)
);

do $$
declare t text;
begin
  foreach t in array array['duty_view', 'agenda_view'] loop
    execute format('alter table shouwen.%I enable row level security', t);
    execute format('alter table shouwen.%I force row level security', t);
    execute format('create policy mine on shouwen.%I to shouwen_app using (org = current_setting(''shouwen.org'', true) and run in (0, nullif(current_setting(''shouwen.run'', true), '''')::integer))', t);
    execute format('create policy keeper on shouwen.%I to %I using (true)', t, current_user);
    execute format('grant select, insert, update, delete on shouwen.%I to shouwen_app', t);
  end loop;
end $$;
