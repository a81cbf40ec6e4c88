-- Notices on their way out of the house: a row for each notice and channel, which is the record and the queue.
create table shouwen.delivery (
  org text not null,
  run integer not null,
  -- Of the event that gave the notice.
  stream uuid not null,
  seq integer not null,
  recipient text not null,
  -- `mail`, or the id of a hook.
  channel text not null,
  state text not null,
  urgent boolean not null,
  -- Put off to the end of quiet hours.
  held boolean not null,
  at timestamptz not null,
  -- When it is to be sent, or tried again; null where nothing is to be done any more.
  next_at timestamptz,
  attempts integer not null default 0,
  -- The message in which it goes out together with others; its id stays the same however often it is tried.
  batch uuid,
  -- Why it did not arrive: a word, with the other side's number. Never an address, a text or a secret.
  error text,
  sent_at timestamptz,
  primary key (org, stream, seq, recipient, channel)
);
-- What is done costs nothing to whoever looks for what is due.
create index delivery_due on shouwen.delivery (next_at) where next_at is not null;
create index delivery_lane on shouwen.delivery (org, channel, next_at) where next_at is not null;
create index delivery_gathered on shouwen.delivery (org, channel, recipient) where next_at is not null and batch is null;
create index delivery_batch on shouwen.delivery (org, batch) where batch is not null;
create index delivery_newest on shouwen.delivery (org, run, at desc, stream desc, seq desc, recipient desc, channel desc);
create index delivery_state on shouwen.delivery (org, run, state, at desc, stream desc, seq desc, recipient desc, channel desc);

-- What a member chose for themselves, folded from their own stream.
create table shouwen.member_choice (
  org text not null,
  id uuid not null,
  run integer not null,
  member text not null,
  mail boolean not null,
  primary key (org, id)
);
create index member_choice_of on shouwen.member_choice (org, run, member);

do $$
declare t text;
begin
  foreach t in array array['delivery', 'member_choice'] loop
    execute format('alter table shouwen.%I enable row level security', t);
    execute format('alter table shouwen.%I force row level security', t);
    execute format('create policy mine on shouwen.%I to shouwen_app using (org = current_setting(''shouwen.org'', true) and run in (0, nullif(current_setting(''shouwen.run'', true), '''')::integer))', t);
    execute format('create policy keeper on shouwen.%I to %I using (true)', t, current_user);
    execute format('grant select, insert, update, delete on shouwen.%I to shouwen_app', t);
  end loop;
end $$;
