-- How a unit of work begins, with plans that stay: steps down to the application's role, behind one organisation's wall.
create function shouwen.open_unit(wanted text, guess integer)
returns table (version integer, run integer, clock_at timestamptz, now timestamptz)
language plpgsql set search_path = shouwen as $$
begin
  perform set_config('shouwen.org', wanted, true), set_config('shouwen.run', guess::text, true);
  return query select o.version, o.run, o.clock_at, clock_timestamp() from shouwen.organisation o where o.org = wanted;
end $$;
