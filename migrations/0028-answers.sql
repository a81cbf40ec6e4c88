-- An answer is kept for seven days in case its command is sent again, and is hardly ever read. As jsonb, compressed, it
-- cost as much as everything else that a registration writes; as text, as it was sent, a quarter of that.
alter table shouwen.idempotency alter column answer type text using answer::text;
alter table shouwen.idempotency alter column answer set storage external;
