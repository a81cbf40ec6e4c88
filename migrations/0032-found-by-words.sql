-- Whoever is found by words comes with the name they are listed by, for thousands share an initial and are not looked up
-- again; and whether many hold the words is told by the first of them (`most`; null: all).
drop function shouwen.search_cases(text[], timestamptz, timestamptz), shouwen.search_customers(text[]);
create function shouwen.search_cases(wanted text[], since timestamptz, until timestamptz, most integer default null) returns setof uuid
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
    'select id from shouwen.case_search where org = current_setting(''shouwen.org'') and run = current_setting(''shouwen.run'')::integer'
      || held || ' limit $3'
    using weeks, wanted, most;
end $$;
create function shouwen.search_customers(wanted text[], most integer default null) returns table (id uuid, name text)
language sql stable security definer set search_path = shouwen set enable_seqscan = off set enable_indexscan = off as $$
  select id, name from shouwen.customer_view
   where org = current_setting('shouwen.org') and run in (0, current_setting('shouwen.run')::integer) and terms @> wanted
   limit most
$$;
revoke all on function shouwen.search_cases(text[], timestamptz, timestamptz, integer), shouwen.search_customers(text[], integer) from public;
grant execute on function shouwen.search_cases(text[], timestamptz, timestamptz, integer), shouwen.search_customers(text[], integer) to shouwen_app;
