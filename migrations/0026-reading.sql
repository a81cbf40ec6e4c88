-- Lists and searches that cost the same however many matters are kept.

-- What somebody holds: themselves, or as the head of a department.
create index case_holder on shouwen.case_view (org, run, holder, registered_at desc, id desc) where holder is not null;
create index case_holder_department on shouwen.case_view (org, run, holder_department, registered_at desc, id desc) where holder is null;
create index case_kind on shouwen.case_view (org, run, kind, registered_at desc, id desc);
create index case_severity on shouwen.case_view (org, run, severity, registered_at desc, id desc);
create index case_late on shouwen.case_view (org, run, registered_at desc, id desc) where breached;
create index case_running on shouwen.case_view (org, run, next_due_at) where next_due_at is not null;

-- By due time, those without one last; the old ones left that to a sort of everything that is owed.
drop index shouwen.obligation_due, shouwen.obligation_post, shouwen.obligation_department;
create index obligation_due on shouwen.obligation
  (org, run, state, coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz), stream, id) where state in ('open', 'breached');
create index obligation_member on shouwen.obligation
  (org, run, owner_member, state, coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz), stream, id) where state in ('open', 'breached') and owner_member is not null;
create index obligation_post on shouwen.obligation
  (org, run, owner_post, state, coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz), stream, id) where state in ('open', 'breached') and owner_post is not null;
create index obligation_department on shouwen.obligation
  (org, run, owner_department, state, coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz), stream, id) where state in ('open', 'breached') and owner_department is not null;

create index customer_named on shouwen.customer_view (org, coalesce(name, ''), id);

-- Each term with the week in which its matter was registered: a search goes from the newest weeks backwards and
-- stops when it has a page, so a frequent word costs what a few weeks hold of it, and a rare one little more.
create function shouwen.week_terms(terms text[], at timestamptz) returns text[]
language sql immutable parallel safe set search_path = pg_catalog as $$
  select string_to_array(week || array_to_string(terms, ' ' || week), ' ')
    from (select to_hex(floor(extract(epoch from at) / 604800)::integer)) w(week)
$$;
drop index shouwen.case_search_terms;
set local maintenance_work_mem = '512MB';
create index case_search_terms on shouwen.case_search using gin (shouwen.week_terms(terms, registered_at));
-- Hundreds of terms a row: gathering their statistics took longer than anything else, and no plan asks for them.
alter table shouwen.case_search alter column terms set statistics 0;
alter index shouwen.case_search_terms alter column 1 set statistics 0;

-- Under row-level security the planner may not use a GIN index for an operator that is not leakproof,
-- so the searches carry the wall inside themselves.
drop function shouwen.search_cases(text[], integer), shouwen.search_customers(text[], integer);
create function shouwen.search_cases(wanted text[], since timestamptz, until timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = shouwen
-- How many rows hold a term in some weeks no statistics tell; the index is the only way that is never slow.
set enable_seqscan = off set enable_indexscan = off as $$
declare
  weeks text[] := array(select to_hex(w) from generate_series(
    floor(extract(epoch from since) / 604800)::integer, floor(extract(epoch from until) / 604800)::integer) w);
  held text := '';
begin
  if cardinality(wanted) = 0 then return; end if;
  for n in 1 .. least(cardinality(wanted), 8) loop
    held := held || format(' and shouwen.week_terms(terms, registered_at) && array(select w || $2[%s] from unnest($1) w)', n);
  end loop;
  if cardinality(wanted) > 8 then held := held || ' and terms @> $2'; end if;
  return query execute
    'select id from shouwen.case_search where org = current_setting(''shouwen.org'') and run = current_setting(''shouwen.run'')::integer' || held
    using weeks, wanted;
end $$;
create function shouwen.search_customers(wanted text[]) returns setof uuid
language sql stable security definer set search_path = shouwen set enable_seqscan = off set enable_indexscan = off as $$
  select id from shouwen.customer_view
   where org = current_setting('shouwen.org') and run in (0, current_setting('shouwen.run')::integer) and terms @> wanted
$$;
revoke all on function shouwen.search_cases(text[], timestamptz, timestamptz), shouwen.search_customers(text[]) from public;
grant execute on function shouwen.search_cases(text[], timestamptz, timestamptz), shouwen.search_customers(text[]) to shouwen_app;
