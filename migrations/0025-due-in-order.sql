-- What is due and what waits, in the order in which it is taken: a hundred thousand of one instant are not sorted for each batch.
drop index shouwen.stream_wake;
create index stream_wake on shouwen.stream (org, run, wake_at, id) where wake_at is not null;
drop index shouwen.outbox_waiting;
create index outbox_waiting on shouwen.outbox (org, run, stream, seq, reaction) where done_at is null;
