-- Passwords and keys of other systems: without a grant, so that no unit of work reads them.
create table auth.kept_secret (
  org text not null,
  name text not null,
  value text not null,
  kept_at timestamptz not null default now(),
  primary key (org, name)
);
