import { sql } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { engineOf } from './engine-of.ts'

export interface Column {
  readonly name: string
  /** As the engine calls it. */
  readonly type: string
}

/**
 * The columns of a table in their order, none when there is no such table. Looks at its own schema only: others in the same database may
 * have a table of that name, and may be dropped meanwhile, on which Kysely's introspection of all schemas fails.
 */
export async function columnsOf(db: Database, table: string): Promise<readonly Column[]> {
  const query =
    engineOf(db) === 'sqlite'
      ? sql<Column>`select name, type from pragma_table_info(${table}) order by cid`
      : sql<Column>`
          select attname as name, format_type(atttypid, null) as type from pg_attribute
          join pg_class on pg_class.oid = attrelid
          where relname = ${table} and relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped
          order by attnum`
  return (await query.execute(db)).rows
}
