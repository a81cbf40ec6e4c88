/** What a database's schema amounts to, written as SQL in a fixed order: for readers, and to compare. */
import type pg from "pg";

/** Schemas that are PostgreSQL's own, or the migrations' bookkeeping. */
const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
  and n.nspname not like 'pg_temp%'`;

const relation = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";
const fromRelations = `from pg_class c join pg_namespace n on n.oid = c.relnamespace`;

/** Each query gives rows `text`, in their final order. */
const parts: [string, string][] = [
  [
    "schemas",
    `select 'create schema ' || quote_ident(n.nspname) as text from pg_namespace n where ${ours} and n.nspname <> 'public' order by 1`,
  ],
  [
    "extensions",
    "select 'create extension ' || extname as text from pg_extension where extname <> 'plpgsql' order by 1",
  ],
  [
    "types",
    `select 'create type ' || format_type(t.oid, null) || ' as enum (' ||
       string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) || ')' as text
     from pg_type t join pg_enum e on e.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace
     where ${ours} group by t.oid order by 1`,
  ],
  [
    "tables",
    `select 'create table ' || ${relation} || ' (' || chr(10) || string_agg('  ' || quote_ident(a.attname) || ' ' ||
       format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end ||
       case when a.attidentity <> '' then ' generated as identity'
            when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
            when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
       ',' || chr(10) order by a.attnum) || chr(10) || ')' ||
       case when c.relrowsecurity then chr(10) || '-- row-level security' ||
         case when c.relforcerowsecurity then ', forced' else '' end else '' end as text
     ${fromRelations} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relkind in ('r', 'p') and ${ours} group by c.oid, n.nspname order by ${relation}`,
  ],
  [
    "constraints",
    `select 'alter table ' || ${relation} || ' add constraint ' || quote_ident(k.conname) || ' ' ||
       pg_get_constraintdef(k.oid) as text
     ${fromRelations} join pg_constraint k on k.conrelid = c.oid
     where k.contype <> 'n' and ${ours} order by ${relation}, k.conname`,
  ],
  [
    "indexes",
    `select pg_get_indexdef(i.indexrelid) as text ${fromRelations} join pg_index i on i.indrelid = c.oid
     where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) and ${ours} order by 1`,
  ],
  [
    "views",
    `select 'create view ' || ${relation} || ' as' || chr(10) || pg_get_viewdef(c.oid, true) as text
     ${fromRelations} where c.relkind in ('v', 'm') and ${ours} order by ${relation}`,
  ],
  [
    "functions",
    `select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prokind in ('f', 'p') and ${ours} and not exists (
       select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
  ],
  [
    "triggers",
    `select pg_get_triggerdef(t.oid) as text ${fromRelations} join pg_trigger t on t.tgrelid = c.oid
     where not t.tgisinternal and ${ours} order by ${relation}, t.tgname`,
  ],
  [
    "policies",
    `select 'create policy ' || quote_ident(p.polname) || ' on ' || ${relation} ||
       case p.polcmd when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update'
         when 'd' then ' for delete' else '' end ||
       coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') ||
       coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') as text
     ${fromRelations} join pg_policy p on p.polrelid = c.oid where ${ours} order by ${relation}, p.polname`,
  ],
  [
    "grants",
    `select 'grant ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) || ' on ' || ${relation} ||
       ' to ' || g.grantee::regrole as text
     ${fromRelations}, lateral aclexplode(c.relacl) g
     where g.grantee <> c.relowner and g.grantee <> 0 and ${ours}
     group by n.nspname, c.relname, g.grantee order by ${relation}, g.grantee::regrole::text`,
  ],
];

/** The schema of the database that the client is connected to. */
export async function schemaText(client: pg.Client): Promise<string> {
  // Names are written out in full only when no schema is searched.
  await client.query("set search_path to ''");
  const sections: string[] = [
    "-- What the migrations amount to. Made by `npm run schema`; nothing reads it.\n",
  ];
  for (const [name, query] of parts) {
    const { rows } = await client.query<{ text: string }>(query);
    if (rows.length === 0) continue;
    sections.push(`\n-- ${name}\n`, ...rows.map(({ text }) => `${text.trimEnd().replace(/;$/, "")};\n`));
  }
  return sections.join("\n").replaceAll("\n\n\n", "\n\n");
}
