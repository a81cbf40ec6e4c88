-- What a post or a department owes by itself is what no member of it owes: without that in the index, a walk to the few
-- passes by all that its members let lapse.
drop index shouwen.obligation_post;
create index obligation_post on shouwen.obligation
  (org, run, owner_post, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id)
  where state in ('open', 'breached') and owner_post is not null and owner_member is null;
create index obligation_department_itself on shouwen.obligation
  (org, run, owner_department, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id)
  where state in ('open', 'breached') and owner_department is not null and owner_member is null;
