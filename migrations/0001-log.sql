-- The log: streams of events that nobody may rewrite, each organisation behind its own wall.
create schema if not exists shouwen;
do $$
begin
  if not exists (select from pg_roles where rolname = 'shouwen_app') then
    create role shouwen_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin execute format('grant shouwen_app to %I', current_user); end $$;
grant usage on schema shouwen to shouwen_app;

create table shouwen.organisation (
  org text primary key,
  name text not null,
  rehearsal boolean not null default false,
  -- The run being served; a rehearsal begins a new one at each reset, everybody else stays in 1.
  run integer not null default 1,
  -- A rehearsal's clock stands still; null means the database's clock.
  clock_at timestamptz,
  regulations text[] not null default '{}',
  -- Rises with every change of members, posts, roles or editions, so that every process reads them anew.
  version integer not null default 0,
  loaded boolean not null default false
);

create table shouwen.stream (
  org text not null,
  id uuid not null,
  kind text not null,
  -- 0 belongs to the organisation in every run.
  run integer not null,
  length integer not null,
  head text not null,
  -- The next instant at which something changes by itself, in the organisation's own time.
  wake_at timestamptz,
  unsealed boolean not null default true,
  primary key (org, id)
) with (fillfactor = 80);
create index stream_wake on shouwen.stream (org, run, wake_at) where wake_at is not null;
create index stream_unsealed on shouwen.stream (org) where unsealed;
create index stream_kind on shouwen.stream (org, kind, id);

create table shouwen.event (
  org text not null,
  stream uuid not null,
  seq integer not null,
  run integer not null,
  type text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by text not null,
  data jsonb not null,
  -- Personal data, erasable; the chain covers only the salted hash.
  private jsonb,
  salt text,
  private_hash text,
  hash text not null,
  primary key (org, stream, seq)
);

create table shouwen.seal (
  org text not null,
  number integer not null,
  at timestamptz not null,
  -- Stream → [length, head] of every stream that changed since the last seal.
  heads jsonb not null,
  hash text not null,
  primary key (org, number)
);

create table shouwen.outbox (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  reaction text not null,
  depth integer not null,
  data jsonb not null,
  done_at timestamptz,
  primary key (org, stream, seq, reaction)
);
create index outbox_waiting on shouwen.outbox (org, run) where done_at is null;

-- Numbers handed out in blocks; no secret, so no wall, and only the owner touches it.
create table shouwen.counter (
  org text not null,
  key text not null,
  next bigint not null,
  primary key (org, key)
);

create table shouwen.idempotency (
  org text not null,
  member text not null,
  path text not null,
  key text not null,
  body_hash text not null,
  status integer,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (org, member, path, key)
);

create function shouwen.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('shouwen.erasing', true) = 'yes'
     and new.private is null and new.salt is null
     and (new.org, new.stream, new.seq, new.run, new.type, new.at, new.recorded_at, new.by, new.data, new.hash)
         is not distinct from
         (old.org, old.stream, old.seq, old.run, old.type, old.at, old.recorded_at, old.by, old.data, old.hash)
     and new.private_hash is not distinct from old.private_hash then
    return new;
  end if;
  raise exception 'events are never changed or removed';
end $$;
create trigger event_is_append_only before update or delete on shouwen.event
  for each row execute function shouwen.refuse_change();
create trigger event_is_never_truncated before truncate on shouwen.event
  for each statement execute function shouwen.refuse_change();

-- The only permitted change: the personal part of some streams' events is nulled.
create function shouwen.erase_private(streams uuid[]) returns integer
language plpgsql security definer set search_path = shouwen as $$
declare erased integer;
begin
  perform set_config('shouwen.erasing', 'yes', true);
  update shouwen.event set private = null, salt = null
   where org = current_setting('shouwen.org') and stream = any (streams) and private is not null;
  get diagnostics erased = row_count;
  perform set_config('shouwen.erasing', '', true);
  return erased;
end $$;
revoke all on function shouwen.erase_private(uuid[]) from public;
grant execute on function shouwen.erase_private(uuid[]) to shouwen_app;

-- Behind the wall: a unit of work names its organisation and run, and sees nothing else.
create function shouwen.mine(row_org text, row_run integer) returns boolean language sql stable parallel safe
as $$ select row_org = current_setting('shouwen.org', true)
        and row_run in (0, nullif(current_setting('shouwen.run', true), '')::integer) $$;

alter table shouwen.organisation enable row level security;
alter table shouwen.organisation force row level security;
create policy mine on shouwen.organisation to shouwen_app using (org = current_setting('shouwen.org', true));
alter table shouwen.seal enable row level security;
alter table shouwen.seal force row level security;
create policy mine on shouwen.seal to shouwen_app using (org = current_setting('shouwen.org', true));
alter table shouwen.idempotency enable row level security;
alter table shouwen.idempotency force row level security;
create policy mine on shouwen.idempotency to shouwen_app using (org = current_setting('shouwen.org', true));
do $$
declare t text;
begin
  foreach t in array array['stream', 'event', 'outbox'] loop
    execute format('alter table shouwen.%I enable row level security', t);
    execute format('alter table shouwen.%I force row level security', t);
    execute format('create policy mine on shouwen.%I to shouwen_app using (org = current_setting(''shouwen.org'', true) and run in (0, nullif(current_setting(''shouwen.run'', true), '''')::integer))', t);
  end loop;
end $$;
drop function shouwen.mine(text, integer);

grant select, insert, update on shouwen.organisation, shouwen.stream, shouwen.outbox to shouwen_app;
grant select, insert on shouwen.event to shouwen_app;
grant select, insert, update on shouwen.idempotency to shouwen_app;
grant select on shouwen.seal to shouwen_app;
