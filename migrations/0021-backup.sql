-- What was erased is listed outside the database too; the list is compared with the log at every start.
create index event_erased on shouwen.event (org, stream) where type = 'personal-data.erased';

-- Backups, exports and audit bundles made from the page or by the clock: how far each is, and where its file is.
create table shouwen.backup_job (
  org text not null,
  id uuid not null,
  -- backup, export, audit
  kind text not null,
  -- running, done, failed
  state text not null,
  -- A member's id, or `clock`.
  by text not null,
  -- Its name among the folder's files; null until it is whole, and again when it has been removed.
  file text,
  done integer not null default 0,
  bytes bigint,
  error text,
  started_at timestamptz not null default clock_timestamp(),
  -- By whoever makes it, so that one broken off shows.
  seen_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (org, id)
);
create index backup_job_newest on shouwen.backup_job (org, started_at desc, id desc);
alter table shouwen.backup_job enable row level security;
alter table shouwen.backup_job force row level security;
create policy mine on shouwen.backup_job using (org = current_setting('shouwen.org', true));
do $$ begin execute 'create policy keeper on shouwen.backup_job to current_user using (true)'; end $$;
grant select, insert, update, delete on shouwen.backup_job to shouwen_app;
