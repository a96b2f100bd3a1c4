import { currentScope } from '../../../kernel/access/access-scope.ts'
import type { Database } from '../../../ports/relational-store.ts'

/** Those of the entities that the one may see for whom it is done, in the same order: a guard before statements that are not narrowed themselves. */
export async function visibleEntities(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  if (currentScope() === null || ids.length === 0) return ids
  const rows = await db.selectFrom('graph_entities').select('id').where('id', 'in', ids).execute()
  const seen = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => seen.has(id))
}
