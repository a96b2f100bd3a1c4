import { sql } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { engineOf } from './engine-of.ts'
import { GROWING_KEYS } from './stored-tables.ts'

/** Keys that were given out are not given out again, also those whose rows are gone. */
export async function copyGrowingKeys(from: Database, to: Database): Promise<void> {
  for (const [table, column] of Object.entries(GROWING_KEYS)) {
    const last = await lastGivenOut(from, table, column)
    if (last !== null) await giveOutAfter(to, { table, column, last })
  }
}

/** Null when none was ever given out. */
async function lastGivenOut(db: Database, table: string, column: string): Promise<number | null> {
  if (engineOf(db) === 'postgres') {
    const { rows } = await sql<{ name: string }>`select pg_get_serial_sequence(${table}, ${column}) as name`.execute(db)
    const name = sql.raw(rows[0]?.name ?? '')
    const state = await sql<{
      last: number
      used: boolean
    }>`select last_value as last, is_called as used from ${name}`.execute(db)
    const [row] = state.rows
    return row === undefined || !row.used ? null : row.last
  }
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db)
  return rows[0]?.seq ?? null
}

async function giveOutAfter(
  db: Database,
  { table, column, last }: { readonly table: string; readonly column: string; readonly last: number },
): Promise<void> {
  if (engineOf(db) === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${last})`.execute(db)
    return
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(db)
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db)
}
