-- Whose turn it is to sign: the role `regulation/role`, or `customer`; null where nothing is to be signed now.
alter table shouwen.paper_view add column turn text;
create index paper_turn on shouwen.paper_view (org, run, turn, filled_at desc, stream desc) where turn is not null;
