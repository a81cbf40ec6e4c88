-- Single events of a stream can lose their personal part; a number that is null stands for the whole stream.
-- The trigger guards each row as before: nothing but the personal part may go.
create function shouwen.erase_private(streams uuid[], seqs integer[]) returns integer
language plpgsql security definer set search_path = shouwen as $$
declare erased integer;
begin
  perform set_config('shouwen.erasing', 'yes', true);
  update shouwen.event e set private = null, salt = null
    from (select distinct p.stream, p.seq from unnest(streams, seqs) as p(stream, seq)) as asked
   where e.org = current_setting('shouwen.org') and e.stream = asked.stream
     and (asked.seq is null or e.seq = asked.seq) and e.private is not null;
  get diagnostics erased = row_count;
  perform set_config('shouwen.erasing', '', true);
  return erased;
end $$;
revoke all on function shouwen.erase_private(uuid[], integer[]) from public;
grant execute on function shouwen.erase_private(uuid[], integer[]) to shouwen_app;
