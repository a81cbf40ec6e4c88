-- A surname is looked for among the newest matters by whose they are: read off the index, without the matters themselves.
drop index shouwen.case_newest;
create index case_newest on shouwen.case_view (org, run, registered_at desc, id desc) include (customer);
