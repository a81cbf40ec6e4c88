-- A search among papers gives one page of what also passes the list's other filters, so that none of them is left out
-- because a thousand newer ones hold the word as well.
drop function shouwen.search_papers(text[], integer);
create function shouwen.search_papers(wanted text[], kind text, standing text, turns text[],
  until timestamptz, behind uuid, behind_paper text, most integer) returns table (stream uuid, paper text)
language sql stable security definer set search_path = shouwen as $$
  select p.stream, p.paper from shouwen.paper_view p
   where p.org = current_setting('shouwen.org') and p.run = current_setting('shouwen.run')::integer and p.terms @> wanted
     and (kind is null or p.paper = kind) and (standing is null or p.state = standing) and (turns is null or p.turn = any (turns))
     and (until is null or (p.filled_at, p.stream, p.paper) < (until, behind, behind_paper))
   order by p.filled_at desc, p.stream desc, p.paper desc limit most
$$;
revoke all on function shouwen.search_papers(text[], text, text, text[], timestamptz, uuid, text, integer) from public;
grant execute on function shouwen.search_papers(text[], text, text, text[], timestamptz, uuid, text, integer) to shouwen_app;
