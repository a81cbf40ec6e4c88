-- Accounts of a real office: a second sign-in name, invitations, first passwords, closing, two-factor, links, set-up.
alter table auth."user"
  drop column two_factor_enabled,
  -- Lower case, like the first; that no two accounts share a name across both columns is checked when one is given.
  add column second_name text unique,
  -- Whoever comes in with a starting password must choose their own before anything else.
  add column must_change boolean not null default false,
  -- Until when a starting password serves.
  add column start_until timestamptz,
  add column closed_at timestamptz;
drop index auth.user_member_idx;
create unique index user_member_idx on auth."user" (org, member);

-- Nobody had one yet.
drop table auth.two_factor;
create table auth.two_factor (
  user_id text primary key references auth."user" (id) on delete cascade,
  -- Base32, as authenticators take it.
  secret text not null,
  -- SHA-256, in hex, of those that are not used yet.
  backup_codes text[] not null,
  -- Null until a first code has shown that the authenticator has it.
  confirmed_at timestamptz,
  -- The step of the last code taken, so that none serves twice.
  last_step bigint not null default 0
);

-- One at a time for each account; the token is told once and kept only as its SHA-256.
create table auth.invitation (
  user_id text primary key references auth."user" (id) on delete cascade,
  hash bytea not null unique,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Two accounts of one person, who proved both passwords.
create table auth.link (
  one text not null references auth."user" (id) on delete cascade,
  other text not null references auth."user" (id) on delete cascade,
  made_at timestamptz not null default now(),
  primary key (one, other),
  check (one < other)
);
create index link_other_idx on auth.link (other);

-- With which an organisation is set up; printed on the console and kept only as its SHA-256.
create table auth.setup_token (
  hash bytea primary key,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null
);
