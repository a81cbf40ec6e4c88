-- What the migrations amount to. Made by `npm run schema`; nothing reads it.

-- schemas

create schema auth;

create schema shouwen;

-- tables

create table auth."user" (
  id text not null,
  username text,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  org text not null,
  member text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  second_name text,
  must_change boolean not null default false,
  start_until timestamp with time zone,
  closed_at timestamp with time zone
);

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);

create table auth.api_key (
  id uuid not null default gen_random_uuid(),
  hash bytea not null,
  name text not null,
  org text not null,
  member text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone
);

create table auth.failure (
  id bigint not null generated as identity,
  username text not null,
  at timestamp with time zone not null default clock_timestamp()
);

create table auth.invitation (
  user_id text not null,
  hash bytea not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null
);

create table auth.kept_secret (
  org text not null,
  name text not null,
  value text not null,
  kept_at timestamp with time zone not null default now()
);

create table auth.link (
  one text not null,
  other text not null,
  made_at timestamp with time zone not null default now()
);

create table auth.secret (
  single boolean not null default true,
  value text not null
);

create table auth.session (
  id text not null,
  token text not null,
  user_id text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);

create table auth.setup_token (
  hash bytea not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null
);

create table auth.two_factor (
  user_id text not null,
  secret text not null,
  backup_codes text[] not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);

create table shouwen.agenda_view (
  org text not null,
  run integer not null,
  stream uuid not null
)
-- row-level security, forced;

create table shouwen.approval_view (
  org text not null,
  id uuid not null,
  run integer not null,
  stream uuid not null,
  state text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  waits_for text[] not null,
  members text[] not null default '{}'::text[],
  cc text[] not null default '{}'::text[],
  due_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.backtest (
  org text not null,
  id uuid not null,
  run integer not null,
  regulation text not null,
  by text not null,
  state text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  against text not null,
  done integer not null default 0,
  total integer not null,
  error text,
  result json,
  started_at timestamp with time zone not null default clock_timestamp(),
  seen_at timestamp with time zone not null default clock_timestamp()
)
-- row-level security, forced;

create table shouwen.backup_job (
  org text not null,
  id uuid not null,
  kind text not null,
  state text not null,
  by text not null,
  file text,
  done integer not null default 0,
  bytes bigint,
  error text,
  started_at timestamp with time zone not null default clock_timestamp(),
  seen_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.case_search (
  org text not null,
  id uuid not null,
  run integer not null,
  registered_at timestamp with time zone not null,
  terms text[] not null
)
-- row-level security, forced;

create table shouwen.case_view (
  org text not null,
  id uuid not null,
  run integer not null,
  number text not null,
  version integer not null,
  kind text not null,
  severity text,
  state text not null,
  paused boolean not null,
  upheld boolean,
  round integer not null,
  missing text[] not null,
  title text not null,
  channel text not null,
  customer uuid,
  first_asked text,
  holder text,
  holder_department text,
  department text,
  received_at timestamp with time zone not null,
  registered_at timestamp with time zone not null,
  next_due_at timestamp with time zone,
  breached boolean not null,
  external_id text
)
-- row-level security, forced;

create table shouwen.circulation (
  org text not null,
  id uuid not null,
  run integer not null,
  regulation text not null,
  edition text not null,
  member text not null,
  sent_at timestamp with time zone not null,
  due_at timestamp with time zone,
  acknowledged_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.counter (
  org text not null,
  key text not null,
  next bigint not null
);

create table shouwen.customer_view (
  org text not null,
  id uuid not null,
  run integer not null,
  name text,
  phone text,
  address text,
  phone_key text,
  terms text[] not null
)
-- row-level security, forced;

create table shouwen.delivery (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  recipient text not null,
  channel text not null,
  state text not null,
  urgent boolean not null,
  held boolean not null,
  at timestamp with time zone not null,
  next_at timestamp with time zone,
  attempts integer not null default 0,
  batch uuid,
  error text,
  sent_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.duty_view (
  org text not null,
  id uuid not null,
  run integer not null,
  clause text not null,
  regulation text not null,
  period text not null,
  n integer not null,
  times integer not null,
  title text not null,
  evidence text,
  opens_at timestamp with time zone not null,
  due_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by text
)
-- row-level security, forced;

create table shouwen.event (
  org text not null,
  stream uuid not null,
  seq integer not null,
  run integer not null,
  type text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  by text not null,
  data jsonb not null,
  private jsonb,
  salt text,
  private_hash text,
  hash text not null
)
-- row-level security, forced;

create table shouwen.idempotency (
  org text not null,
  member text not null,
  path text not null,
  key text not null,
  body_hash text not null,
  status integer,
  answer text,
  at timestamp with time zone not null default now()
)
-- row-level security, forced;

create table shouwen.import_job (
  org text not null,
  id uuid not null,
  run integer not null,
  state text not null,
  by text not null,
  file text not null,
  mapping jsonb not null,
  rows integer,
  taken integer not null default 0,
  known integer not null default 0,
  refused jsonb not null default '[]'::jsonb,
  error text,
  started_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.member_choice (
  org text not null,
  id uuid not null,
  run integer not null,
  member text not null,
  mail boolean not null
)
-- row-level security, forced;

create table shouwen.migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now()
);

create table shouwen.notice (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  recipient text not null,
  at timestamp with time zone not null,
  about text not null,
  clause text,
  due_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.obligation (
  org text not null,
  stream uuid not null,
  id text not null,
  run integer not null,
  clause text not null,
  state text not null,
  owner_post text,
  owner_department text,
  owner_member text,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  original_due_at timestamp with time zone,
  met_at timestamp with time zone,
  paused_at timestamp with time zone,
  awaiting text,
  why text,
  detail jsonb not null
)
-- row-level security, forced;

create table shouwen.organisation (
  org text not null,
  name text not null,
  rehearsal boolean not null default false,
  run integer not null default 1,
  clock_at timestamp with time zone,
  regulations text[] not null default '{}'::text[],
  version integer not null default 0,
  loaded boolean not null default false,
  counted_under text
)
-- row-level security, forced;

create table shouwen.outbox (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  reaction text not null,
  depth integer not null,
  data jsonb not null,
  done_at timestamp with time zone
)
-- row-level security, forced;

create table shouwen.paper_view (
  org text not null,
  stream uuid not null,
  paper text not null,
  run integer not null,
  host text not null,
  regulation text not null,
  clause text not null,
  name text not null,
  form text not null,
  number text,
  state text not null,
  title text not null,
  filled_at timestamp with time zone not null,
  filled_by text not null,
  terms text[] not null,
  turn text
)
-- row-level security, forced;

create table shouwen.seal (
  org text not null,
  number integer not null,
  at timestamp with time zone not null,
  heads jsonb not null,
  hash text not null
)
-- row-level security, forced;

create table shouwen.seal_published (
  org text not null,
  folder uuid not null,
  number integer not null
);

create table shouwen.stream (
  org text not null,
  id uuid not null,
  kind text not null,
  run integer not null,
  length integer not null,
  head text not null,
  wake_at timestamp with time zone,
  unsealed boolean not null default true
)
-- row-level security, forced;

create table shouwen.tally_count (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  clause text not null,
  whose text not null,
  split text not null,
  at timestamp with time zone not null
)
-- row-level security, forced;

create table shouwen.view_version (
  only_row boolean not null default true,
  version integer not null
);

create table shouwen.words_found (
  org text not null,
  run integer not null,
  stream uuid not null,
  seq integer not null,
  clause text not null,
  kind text not null,
  phrase text not null,
  at timestamp with time zone not null,
  member text not null
)
-- row-level security, forced;

-- constraints

alter table auth."user" add constraint user_email_key UNIQUE (email);

alter table auth."user" add constraint user_pkey PRIMARY KEY (id);

alter table auth."user" add constraint user_second_name_key UNIQUE (second_name);

alter table auth."user" add constraint user_username_key UNIQUE (username);

alter table auth.account add constraint account_pkey PRIMARY KEY (id);

alter table auth.account add constraint account_provider_id_account_id_key UNIQUE (provider_id, account_id);

alter table auth.account add constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.api_key add constraint api_key_hash_key UNIQUE (hash);

alter table auth.api_key add constraint api_key_pkey PRIMARY KEY (id);

alter table auth.failure add constraint failure_pkey PRIMARY KEY (id);

alter table auth.invitation add constraint invitation_hash_key UNIQUE (hash);

alter table auth.invitation add constraint invitation_pkey PRIMARY KEY (user_id);

alter table auth.invitation add constraint invitation_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.kept_secret add constraint kept_secret_pkey PRIMARY KEY (org, name);

alter table auth.link add constraint link_check CHECK ((one < other));

alter table auth.link add constraint link_one_fkey FOREIGN KEY (one) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.link add constraint link_other_fkey FOREIGN KEY (other) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.link add constraint link_pkey PRIMARY KEY (one, other);

alter table auth.secret add constraint secret_pkey PRIMARY KEY (single);

alter table auth.secret add constraint secret_single_check CHECK (single);

alter table auth.session add constraint session_pkey PRIMARY KEY (id);

alter table auth.session add constraint session_token_key UNIQUE (token);

alter table auth.session add constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.setup_token add constraint setup_token_pkey PRIMARY KEY (hash);

alter table auth.two_factor add constraint two_factor_pkey PRIMARY KEY (user_id);

alter table auth.two_factor add constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;

alter table auth.verification add constraint verification_pkey PRIMARY KEY (id);

alter table shouwen.agenda_view add constraint agenda_view_pkey PRIMARY KEY (org, run);

alter table shouwen.approval_view add constraint approval_view_pkey PRIMARY KEY (org, id);

alter table shouwen.backtest add constraint backtest_pkey PRIMARY KEY (org, id);

alter table shouwen.backup_job add constraint backup_job_pkey PRIMARY KEY (org, id);

alter table shouwen.case_search add constraint case_search_pkey PRIMARY KEY (org, id);

alter table shouwen.case_view add constraint case_view_pkey PRIMARY KEY (org, id);

alter table shouwen.circulation add constraint circulation_pkey PRIMARY KEY (org, id, member);

alter table shouwen.counter add constraint counter_pkey PRIMARY KEY (org, key);

alter table shouwen.customer_view add constraint customer_view_pkey PRIMARY KEY (org, id);

alter table shouwen.delivery add constraint delivery_pkey PRIMARY KEY (org, stream, seq, recipient, channel);

alter table shouwen.duty_view add constraint duty_view_pkey PRIMARY KEY (org, id);

alter table shouwen.event add constraint event_pkey PRIMARY KEY (org, stream, seq);

alter table shouwen.idempotency add constraint idempotency_pkey PRIMARY KEY (org, member, path, key);

alter table shouwen.import_job add constraint import_job_pkey PRIMARY KEY (org, id);

alter table shouwen.member_choice add constraint member_choice_pkey PRIMARY KEY (org, id);

alter table shouwen.migration add constraint migration_pkey PRIMARY KEY (number);

alter table shouwen.notice add constraint notice_pkey PRIMARY KEY (org, stream, seq, recipient);

alter table shouwen.obligation add constraint obligation_pkey PRIMARY KEY (org, stream, id);

alter table shouwen.organisation add constraint organisation_pkey PRIMARY KEY (org);

alter table shouwen.outbox add constraint outbox_pkey PRIMARY KEY (org, stream, seq, reaction);

alter table shouwen.paper_view add constraint paper_view_pkey PRIMARY KEY (org, stream, paper);

alter table shouwen.seal add constraint seal_pkey PRIMARY KEY (org, number);

alter table shouwen.seal_published add constraint seal_published_pkey PRIMARY KEY (org, folder);

alter table shouwen.stream add constraint stream_pkey PRIMARY KEY (org, id);

alter table shouwen.tally_count add constraint tally_count_pkey PRIMARY KEY (org, stream, seq, clause);

alter table shouwen.view_version add constraint view_version_only_row_check CHECK (only_row);

alter table shouwen.view_version add constraint view_version_pkey PRIMARY KEY (only_row);

alter table shouwen.words_found add constraint words_found_pkey PRIMARY KEY (org, stream, seq);

-- indexes

CREATE INDEX account_user_idx ON auth.account USING btree (user_id);

CREATE INDEX api_key_member_idx ON auth.api_key USING btree (org, member);

CREATE INDEX approval_waiting ON shouwen.approval_view USING btree (org, run, state, asked_at, id);

CREATE INDEX backup_job_newest ON shouwen.backup_job USING btree (org, started_at DESC, id DESC);

CREATE INDEX case_customer ON shouwen.case_view USING btree (org, customer) WHERE (customer IS NOT NULL);

CREATE INDEX case_department ON shouwen.case_view USING btree (org, run, department, registered_at DESC, id DESC);

CREATE INDEX case_holder ON shouwen.case_view USING btree (org, run, holder, registered_at DESC, id DESC) WHERE (holder IS NOT NULL);

CREATE INDEX case_holder_department ON shouwen.case_view USING btree (org, run, holder_department, registered_at DESC, id DESC) WHERE (holder IS NULL);

CREATE INDEX case_kind ON shouwen.case_view USING btree (org, run, kind, registered_at DESC, id DESC);

CREATE INDEX case_late ON shouwen.case_view USING btree (org, run, registered_at DESC, id DESC) WHERE breached;

CREATE INDEX case_newest ON shouwen.case_view USING btree (org, run, registered_at DESC, id DESC) INCLUDE (customer);

CREATE INDEX case_received ON shouwen.case_view USING btree (org, run, received_at, id);

CREATE INDEX case_running ON shouwen.case_view USING btree (org, run, next_due_at) WHERE (next_due_at IS NOT NULL);

CREATE INDEX case_search_terms ON shouwen.case_search USING gin (shouwen.week_terms(terms, registered_at));

CREATE INDEX case_severity ON shouwen.case_view USING btree (org, run, severity, registered_at DESC, id DESC);

CREATE INDEX case_state ON shouwen.case_view USING btree (org, run, state, registered_at DESC, id DESC);

CREATE INDEX circulation_member ON shouwen.circulation USING btree (org, run, member) WHERE (acknowledged_at IS NULL);

CREATE INDEX customer_named ON shouwen.customer_view USING btree (org, (
CASE
    WHEN (name IS NULL) THEN ''::text
    ELSE name
END), id);

CREATE INDEX customer_phone ON shouwen.customer_view USING btree (org, phone_key) WHERE (phone_key IS NOT NULL);

CREATE INDEX customer_terms ON shouwen.customer_view USING gin (terms);

CREATE INDEX delivery_batch ON shouwen.delivery USING btree (org, batch) WHERE (batch IS NOT NULL);

CREATE INDEX delivery_due ON shouwen.delivery USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX delivery_gathered ON shouwen.delivery USING btree (org, channel, recipient) WHERE ((next_at IS NOT NULL) AND (batch IS NULL));

CREATE INDEX delivery_lane ON shouwen.delivery USING btree (org, channel, next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX delivery_newest ON shouwen.delivery USING btree (org, run, at DESC, stream DESC, seq DESC, recipient DESC, channel DESC);

CREATE INDEX delivery_state ON shouwen.delivery USING btree (org, run, state, at DESC, stream DESC, seq DESC, recipient DESC, channel DESC);

CREATE INDEX duty_clause ON shouwen.duty_view USING btree (org, run, clause, opens_at, id);

CREATE INDEX duty_opens ON shouwen.duty_view USING btree (org, run, opens_at, id);

CREATE INDEX event_erased ON shouwen.event USING btree (org, stream) WHERE (type = 'personal-data.erased'::text);

CREATE INDEX failure_at_idx ON auth.failure USING btree (at);

CREATE INDEX failure_username_idx ON auth.failure USING btree (username, at);

CREATE INDEX link_other_idx ON auth.link USING btree (other);

CREATE INDEX member_choice_of ON shouwen.member_choice USING btree (org, run, member);

CREATE INDEX notice_of ON shouwen.notice USING btree (org, run, recipient, at DESC, stream DESC, seq DESC);

CREATE INDEX obligation_clause ON shouwen.obligation USING btree (org, run, clause, state);

CREATE INDEX obligation_clause_opened ON shouwen.obligation USING btree (org, run, clause, opened_at DESC, stream DESC, id DESC);

CREATE INDEX obligation_department ON shouwen.obligation USING btree (org, run, owner_department, state, (
CASE
    WHEN (due_at IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE due_at
END), stream, id) WHERE ((state = ANY (ARRAY['open'::text, 'breached'::text])) AND (owner_department IS NOT NULL));

CREATE INDEX obligation_department_itself ON shouwen.obligation USING btree (org, run, owner_department, state, (
CASE
    WHEN (due_at IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE due_at
END), stream, id) WHERE ((state = ANY (ARRAY['open'::text, 'breached'::text])) AND (owner_department IS NOT NULL) AND (owner_member IS NULL));

CREATE INDEX obligation_due ON shouwen.obligation USING btree (org, run, state, (
CASE
    WHEN (due_at IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE due_at
END), stream, id) WHERE (state = ANY (ARRAY['open'::text, 'breached'::text]));

CREATE INDEX obligation_member ON shouwen.obligation USING btree (org, run, owner_member, state, (
CASE
    WHEN (due_at IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE due_at
END), stream, id) WHERE ((state = ANY (ARRAY['open'::text, 'breached'::text])) AND (owner_member IS NOT NULL));

CREATE INDEX obligation_opened ON shouwen.obligation USING btree (org, run, opened_at);

CREATE INDEX obligation_post ON shouwen.obligation USING btree (org, run, owner_post, state, (
CASE
    WHEN (due_at IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE due_at
END), stream, id) WHERE ((state = ANY (ARRAY['open'::text, 'breached'::text])) AND (owner_post IS NOT NULL) AND (owner_member IS NULL));

CREATE INDEX outbox_waiting ON shouwen.outbox USING btree (org, run, stream, seq, reaction) WHERE (done_at IS NULL);

CREATE INDEX paper_newest ON shouwen.paper_view USING btree (org, run, filled_at DESC, stream DESC, paper DESC);

CREATE INDEX paper_register ON shouwen.paper_view USING btree (org, run, paper, filled_at DESC, stream DESC);

CREATE INDEX paper_terms ON shouwen.paper_view USING gin (terms);

CREATE INDEX paper_turn ON shouwen.paper_view USING btree (org, run, turn, filled_at DESC, stream DESC) WHERE (turn IS NOT NULL);

CREATE INDEX session_expires_idx ON auth.session USING btree (expires_at);

CREATE INDEX session_user_idx ON auth.session USING btree (user_id);

CREATE INDEX stream_kind ON shouwen.stream USING btree (org, kind, id);

CREATE INDEX stream_unsealed ON shouwen.stream USING btree (org) WHERE unsealed;

CREATE INDEX stream_wake ON shouwen.stream USING btree (org, run, wake_at, id) WHERE (wake_at IS NOT NULL);

CREATE INDEX tally_at ON shouwen.tally_count USING btree (org, run, at);

CREATE INDEX tally_window ON shouwen.tally_count USING btree (org, run, clause, whose, at);

CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

CREATE INDEX words_found_clause ON shouwen.words_found USING btree (org, run, clause, at);

CREATE UNIQUE INDEX case_external ON shouwen.case_view USING btree (org, run, external_id) WHERE (external_id IS NOT NULL);

CREATE UNIQUE INDEX user_member_idx ON auth."user" USING btree (org, member);

-- functions

CREATE OR REPLACE FUNCTION shouwen.erase_private(streams uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'shouwen'
AS $function$
declare erased integer;
begin
  perform set_config('shouwen.erasing', 'yes', true);
  update shouwen.event set private = null, salt = null
   where org = current_setting('shouwen.org') and stream = any (streams) and private is not null;
  get diagnostics erased = row_count;
  perform set_config('shouwen.erasing', '', true);
  return erased;
end $function$;

CREATE OR REPLACE FUNCTION shouwen.erase_private(streams uuid[], seqs integer[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'shouwen'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION shouwen.open_unit(wanted text, guess integer)
 RETURNS TABLE(version integer, run integer, clock_at timestamp with time zone, now timestamp with time zone)
 LANGUAGE plpgsql
 SET search_path TO 'shouwen'
AS $function$
begin
  perform set_config('shouwen.org', wanted, true), set_config('shouwen.run', guess::text, true);
  return query select o.version, o.run, o.clock_at, clock_timestamp() from shouwen.organisation o where o.org = wanted;
end $function$;

CREATE OR REPLACE FUNCTION shouwen.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and current_setting('shouwen.erasing', true) = 'yes'
     and new.private is null and new.salt is null
     and to_jsonb(new) - 'private' - 'salt' = to_jsonb(old) - 'private' - 'salt' then
    return new;
  end if;
  raise exception 'events are never changed or removed';
end $function$;

CREATE OR REPLACE FUNCTION shouwen.refuse_unsealing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'seals are never changed or removed';
end $function$;

CREATE OR REPLACE FUNCTION shouwen.search_cases(wanted text[], since timestamp with time zone, until timestamp with time zone, most integer DEFAULT NULL::integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'shouwen'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION shouwen.search_customers(wanted text[], most integer DEFAULT NULL::integer)
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'shouwen'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select id, name from shouwen.customer_view
   where org = current_setting('shouwen.org') and run in (0, current_setting('shouwen.run')::integer) and terms @> wanted
   limit most
$function$;

CREATE OR REPLACE FUNCTION shouwen.search_papers(wanted text[], kind text, standing text, turns text[], until timestamp with time zone, behind uuid, behind_paper text, most integer)
 RETURNS TABLE(stream uuid, paper text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'shouwen'
AS $function$
  select p.stream, p.paper from shouwen.paper_view p
   where p.org = current_setting('shouwen.org') and p.run = current_setting('shouwen.run')::integer and p.terms @> wanted
     and (kind is null or p.paper = kind) and (standing is null or p.state = standing) and (turns is null or p.turn = any (turns))
     and (until is null or (p.filled_at, p.stream, p.paper) < (until, behind, behind_paper))
   order by p.filled_at desc, p.stream desc, p.paper desc limit most
$function$;

CREATE OR REPLACE FUNCTION shouwen.take_number(series text)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'shouwen'
AS $function$
  insert into shouwen.counter as c (org, key, next) values (current_setting('shouwen.org'), series, 2)
  on conflict (org, key) do update set next = c.next + 1
  returning c.next - 1
$function$;

CREATE OR REPLACE FUNCTION shouwen.week_terms(terms text[], at timestamp with time zone)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select string_to_array(week || array_to_string(terms, ' ' || week), ' ')
    from (select to_hex(floor(extract(epoch from at) / 604800)::integer)) w(week)
$function$;

-- triggers

CREATE TRIGGER event_is_append_only BEFORE DELETE OR UPDATE ON shouwen.event FOR EACH ROW EXECUTE FUNCTION shouwen.refuse_change();

CREATE TRIGGER event_is_never_truncated BEFORE TRUNCATE ON shouwen.event FOR EACH STATEMENT EXECUTE FUNCTION shouwen.refuse_change();

CREATE TRIGGER seal_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON shouwen.seal FOR EACH STATEMENT EXECUTE FUNCTION shouwen.refuse_unsealing();

-- policies

create policy keeper on shouwen.agenda_view using (true);

create policy mine on shouwen.agenda_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.approval_view using (true);

create policy mine on shouwen.approval_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.backtest using (true);

create policy mine on shouwen.backtest using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.backup_job using (true);

create policy mine on shouwen.backup_job using ((org = current_setting('shouwen.org'::text, true)));

create policy keeper on shouwen.case_search using (true);

create policy mine on shouwen.case_search using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.case_view using (true);

create policy mine on shouwen.case_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.circulation using (true);

create policy mine on shouwen.circulation using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.customer_view using (true);

create policy mine on shouwen.customer_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.delivery using (true);

create policy mine on shouwen.delivery using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.duty_view using (true);

create policy mine on shouwen.duty_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.event using (true);

create policy mine on shouwen.event using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.idempotency using (true);

create policy mine on shouwen.idempotency using ((org = current_setting('shouwen.org'::text, true)));

create policy keeper on shouwen.import_job using (true);

create policy mine on shouwen.import_job using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.member_choice using (true);

create policy mine on shouwen.member_choice using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.notice using (true);

create policy mine on shouwen.notice using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.obligation using (true);

create policy mine on shouwen.obligation using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.organisation using (true);

create policy mine on shouwen.organisation using ((org = current_setting('shouwen.org'::text, true)));

create policy keeper on shouwen.outbox using (true);

create policy mine on shouwen.outbox using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.paper_view using (true);

create policy mine on shouwen.paper_view using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.seal using (true);

create policy mine on shouwen.seal using ((org = current_setting('shouwen.org'::text, true)));

create policy keeper on shouwen.stream using (true);

create policy mine on shouwen.stream using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.tally_count using (true);

create policy mine on shouwen.tally_count using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

create policy keeper on shouwen.words_found using (true);

create policy mine on shouwen.words_found using (((org = current_setting('shouwen.org'::text, true)) AND (run = ANY (ARRAY[0, (NULLIF(current_setting('shouwen.run'::text, true), ''::text))::integer]))));

-- grants

grant delete, insert, select, update on shouwen.agenda_view to shouwen_app;

grant delete, insert, select, update on shouwen.approval_view to shouwen_app;

grant delete, insert, select, update on shouwen.backtest to shouwen_app;

grant delete, insert, select, update on shouwen.backup_job to shouwen_app;

grant delete, insert, select, update on shouwen.case_search to shouwen_app;

grant delete, insert, select, update on shouwen.case_view to shouwen_app;

grant delete, insert, select, update on shouwen.circulation to shouwen_app;

grant delete, insert, select, update on shouwen.customer_view to shouwen_app;

grant delete, insert, select, update on shouwen.delivery to shouwen_app;

grant delete, insert, select, update on shouwen.duty_view to shouwen_app;

grant insert, select on shouwen.event to shouwen_app;

grant insert, select, update on shouwen.idempotency to shouwen_app;

grant delete, insert, select, update on shouwen.import_job to shouwen_app;

grant delete, insert, select, update on shouwen.member_choice to shouwen_app;

grant delete, insert, select, update on shouwen.notice to shouwen_app;

grant delete, insert, select, update on shouwen.obligation to shouwen_app;

grant insert, select, update on shouwen.organisation to shouwen_app;

grant insert, select, update on shouwen.outbox to shouwen_app;

grant delete, insert, select, update on shouwen.paper_view to shouwen_app;

grant select on shouwen.seal to shouwen_app;

grant insert, select, update on shouwen.stream to shouwen_app;

grant delete, insert, select, update on shouwen.tally_count to shouwen_app;

grant delete, insert, select, update on shouwen.words_found to shouwen_app;
