-- An edition in force at once has no day by which it must be signed; a result is kept in the order in which it is written.
alter table shouwen.circulation alter column due_at drop not null;
alter table shouwen.backtest alter column result type json using result::json;
