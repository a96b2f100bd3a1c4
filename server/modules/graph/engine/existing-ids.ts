import { sql } from 'kysely'
import type { DatabaseTransaction } from '../../../ports/relational-store.ts'

/** Those of the ids that the table has. */
export async function existingIds(
  transaction: DatabaseTransaction,
  table: 'graph_entities' | 'chunks',
  ids: readonly (string | number)[],
): Promise<ReadonlySet<string | number>> {
  if (ids.length === 0) return new Set()
  const rows = await transaction
    .selectFrom(table)
    .select(`${table}.id`)
    .where(sql.ref<string | number>(`${table}.id`), 'in', ids)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
