/**
 * Indexes set aside while a large load runs: building them once is several times as fast as keeping them up row by row. Their
 * definitions are written down in the database before they are dropped, so that a crash in between loses none of them.
 */
import type postgres from "postgres";

/** A schema of our own, there only while indexes are set aside. */
const NOTEBOOK = "large_seed";
const NOTES = `${NOTEBOOK}.suspended_indexes`;

/** Writes down and drops every index of `tables` that enforces nothing; answers how many. All or none. */
export async function suspendIndexes(sql: postgres.Sql, tables: readonly string[]): Promise<number> {
  return await sql.begin(async (tx) => {
    await tx.unsafe(`create schema if not exists ${NOTEBOOK}`);
    await tx.unsafe(`create table if not exists ${NOTES} (name text primary key, definition text not null)`);
    const dropped = await tx<{ name: string }[]>`
      insert into ${tx(NOTEBOOK)}.suspended_indexes (name, definition)
      select c.relname, pg_get_indexdef(i.indexrelid)
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and t.relname in ${tx(tables as string[])} and not i.indisunique
      on conflict (name) do update set definition = excluded.definition
      returning name`;
    for (const { name } of dropped) await tx`drop index public.${tx(name)}`;
    return dropped.length;
  });
}

/** Names of the indexes that are set aside now: by a load that runs, or by one that crashed. */
export async function listSuspendedIndexes(sql: postgres.Sql): Promise<string[]> {
  const [notes] = await sql`select to_regclass(${NOTES}) as there`;
  if (notes?.there === null) return [];
  const rows = await sql<
    { name: string }[]
  >`select name from ${sql(NOTEBOOK)}.suspended_indexes order by name`;
  return rows.map((row) => row.name);
}

/** Builds again every index that was set aside. Interrupted, it goes on where it was; with none set aside it does nothing. */
export async function restoreIndexes(sql: postgres.Sql, onEach?: (name: string) => void): Promise<void> {
  for (const name of await listSuspendedIndexes(sql)) {
    onEach?.(name);
    await sql.begin(async (tx) => {
      const [note] = await tx<{ definition: string }[]>`
        delete from ${tx(NOTEBOOK)}.suspended_indexes where name = ${name} returning definition`;
      await tx.unsafe(`set local maintenance_work_mem = '512MB'`);
      if (note !== undefined) await tx.unsafe(note.definition.replace(/ INDEX /, " INDEX IF NOT EXISTS "));
    });
  }
  await sql.unsafe(`drop schema if exists ${NOTEBOOK} cascade`);
}
