-- Papers of every host in one list: those of matters, of recurring duties, and those that stand alone.
create table shouwen.paper_view (
  org text not null,
  -- The stream on which it lives.
  stream uuid not null,
  -- Its key in the regulation.
  paper text not null,
  run integer not null,
  host text not null,
  regulation text not null,
  clause text not null,
  name text not null,
  form text not null,
  number text,
  state text not null,
  -- What it is found under in a list: the matter's number and title, or its own first fields.
  title text not null,
  filled_at timestamptz not null,
  filled_by text not null,
  terms text[] not null,
  primary key (org, stream, paper)
);
create index paper_newest on shouwen.paper_view (org, run, filled_at desc, stream desc, paper desc);
create index paper_register on shouwen.paper_view (org, run, paper, filled_at desc, stream desc);
create index paper_terms on shouwen.paper_view using gin (terms);

alter table shouwen.paper_view enable row level security;
alter table shouwen.paper_view force row level security;
create policy mine on shouwen.paper_view to shouwen_app using (org = current_setting('shouwen.org', true) and run in (0, nullif(current_setting('shouwen.run', true), '')::integer));
do $$ begin execute format('create policy keeper on shouwen.paper_view to %I using (true)', current_user); end $$;
grant select, insert, update, delete on shouwen.paper_view to shouwen_app;

create function shouwen.search_papers(wanted text[], most integer) returns table (stream uuid, paper text)
language sql stable security definer set search_path = shouwen as $$
  select p.stream, p.paper from shouwen.paper_view p
   where p.org = current_setting('shouwen.org') and p.run = current_setting('shouwen.run')::integer and p.terms @> wanted
   order by p.filled_at desc, p.stream desc limit most
$$;

-- A number without gaps: taken in the transaction that writes it, so that one that is undone gives it back.
create function shouwen.take_number(series text) returns bigint
language sql security definer set search_path = shouwen as $$
  insert into shouwen.counter as c (org, key, next) values (current_setting('shouwen.org'), series, 2)
  on conflict (org, key) do update set next = c.next + 1
  returning c.next - 1
$$;
revoke all on function shouwen.search_papers(text[], integer), shouwen.take_number(text) from public;
grant execute on function shouwen.search_papers(text[], integer), shouwen.take_number(text) to shouwen_app;
