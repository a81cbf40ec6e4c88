-- Accounts, sessions and keys, read by the owner alone: shouwen_app has no grant here.
create schema auth;
revoke all on schema auth from public;

-- Signs the cookies; one for every process on this database.
create table auth.secret (
  single boolean primary key default true check (single),
  value text not null
);

create table auth."user" (
  id text primary key,
  -- Lower case, as it is compared.
  username text unique,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  org text not null,
  member text not null,
  two_factor_enabled boolean default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_member_idx on auth."user" (org, member);

create table auth.session (
  id text primary key,
  token text not null unique,
  user_id text not null references auth."user" (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_user_idx on auth.session (user_id);
create index session_expires_idx on auth.session (expires_at);

create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_user_idx on auth.account (user_id);

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier_idx on auth.verification (identifier);

create table auth.two_factor (
  id text primary key,
  user_id text not null references auth."user" (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index two_factor_user_idx on auth.two_factor (user_id);
create index two_factor_secret_idx on auth.two_factor (secret);

-- The key itself is told once and kept only as its SHA-256.
create table auth.api_key (
  id uuid primary key default gen_random_uuid(),
  hash bytea not null unique,
  name text not null,
  org text not null,
  member text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
create index api_key_member_idx on auth.api_key (org, member);

-- Failed sign-ins of the last minutes, of names that exist and names that do not.
create table auth.failure (
  id bigint generated always as identity primary key,
  username text not null,
  at timestamptz not null default clock_timestamp()
);
create index failure_username_idx on auth.failure (username, at);
create index failure_at_idx on auth.failure (at);
