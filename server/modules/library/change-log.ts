import type { Clock } from '../../ports/clock.ts'
import type { ChangeLogTable } from '../../ports/database-schema.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import type { Change } from './library-api.ts'

/**
 * Says, in the transaction of the change, that what is searchable of a document changed. Only the last entry of a document
 * is kept: whoever follows the log reads the document as it is now, so the log stays as small as the library.
 */
export async function logChange(
  transaction: DatabaseTransaction,
  change: { readonly kind: ChangeLogTable['kind']; readonly documentId: string },
  clock: Clock,
): Promise<void> {
  await transaction.deleteFrom('change_log').where('document_id', '=', change.documentId).execute()
  await transaction
    .insertInto('change_log')
    .values({ kind: change.kind, document_id: change.documentId, at: clock.now() })
    .execute()
}

export async function readChangesAfter(db: Database, sequence: number, limit: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('change_log')
    .select(['sequence', 'kind', 'document_id'])
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ sequence: row.sequence, kind: row.kind, documentId: row.document_id }))
}

/** @returns a function that reads the last sequence; 0 while nothing was ever logged. Every search asks: made once, not each time. */
export function createLatestSequenceReader(db: Database): () => Promise<number> {
  const query = db
    .selectFrom('change_log')
    .select((select) => select.fn.max('sequence').as('latest'))
    .compile()
  return async () => {
    const { rows } = await db.executeQuery(query)
    return rows[0]?.latest ?? 0
  }
}
