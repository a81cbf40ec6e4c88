-- Approvals as chains: persons asked by name, until when the step must be decided, and the posts that are told.
alter table shouwen.approval_view
  add column members text[] not null default '{}',
  add column cc text[] not null default '{}',
  add column due_at timestamptz;
