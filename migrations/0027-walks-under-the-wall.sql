-- Under row-level security an index is walked by a condition only where nothing in it could leak a row to whoever may
-- not see it. `coalesce` does not count as such, `case` does: the places where a page of a list goes on are expressed with it.
drop index shouwen.obligation_due, shouwen.obligation_member, shouwen.obligation_post, shouwen.obligation_department, shouwen.customer_named;
create index obligation_due on shouwen.obligation
  (org, run, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id) where state in ('open', 'breached');
create index obligation_member on shouwen.obligation
  (org, run, owner_member, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id) where state in ('open', 'breached') and owner_member is not null;
create index obligation_post on shouwen.obligation
  (org, run, owner_post, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id) where state in ('open', 'breached') and owner_post is not null;
create index obligation_department on shouwen.obligation
  (org, run, owner_department, state, (case when due_at is null then '9999-12-31 00:00:00+00'::timestamptz else due_at end), stream, id) where state in ('open', 'breached') and owner_department is not null;
create index customer_named on shouwen.customer_view (org, (case when name is null then '' else name end), id);
