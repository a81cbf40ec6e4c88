-- The keeper owns the tables and looks after all organisations at once: it seals, verifies, rebuilds, wakes.
-- A superuser needs no policy; the owner of somebody else's server is bound by `force row level security` and would
-- silently see nothing. Units of work step down to shouwen_app, to which this policy does not apply.
do $$
declare t text;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'shouwen'::regnamespace and c.relrowsecurity loop
    execute format('create policy keeper on shouwen.%I to current_user using (true)', t);
  end loop;
end $$;

-- Up to which seal a folder holds the published file, so that a file cut short differs from one not yet written.
create table shouwen.seal_published (
  org text not null,
  folder uuid not null,
  number integer not null,
  primary key (org, folder)
);

create function shouwen.refuse_unsealing() returns trigger language plpgsql as $$
begin
  raise exception 'seals are never changed or removed';
end $$;
create trigger seal_is_append_only before update or delete or truncate on shouwen.seal
  for each statement execute function shouwen.refuse_unsealing();
