-- What the clocks and owners in the views of an organisation were counted under: its calendar, heads and roles.
alter table shouwen.organisation add column counted_under text;
