-- Which shape of the views stands in this database; a program that knows a newer one folds them anew.
create table shouwen.view_version (
  only_row boolean primary key default true check (only_row),
  version integer not null
);
insert into shouwen.view_version (version) values (1);
