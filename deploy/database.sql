-- Makes Shouwen's database on a PostgreSQL 18 of your own. Run once, as a superuser:
--
--   psql -X -v ON_ERROR_STOP=1 -v password="choose-one" -f deploy/database.sql postgres
--
-- Two roles with the least rights that are needed:
--   shouwen      signs in and owns the database; no superuser, makes no roles and no databases.
--   shouwen_app  never signs in; the walls between organisations stand on it. The program steps down to it for every
--                piece of work. A server has one, shared by all databases of Shouwen on it.
-- Instead of shouwen you may choose other names for role and database; shouwen_app is fixed.
do $$ begin if not exists (select from pg_roles where rolname = 'shouwen_app') then create role shouwen_app nologin; end if; end $$;
create role shouwen login password :'password';
-- The program hands shouwen_app to the owner itself when it makes its tables, for which the owner must administer it.
grant shouwen_app to shouwen with admin option;
create database shouwen owner shouwen encoding 'UTF8' template template0;
revoke all on database shouwen from public;
