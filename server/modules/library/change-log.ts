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

/** The log itself is everybody's: only what hangs on documents that may be seen is counted. */
export async function countChangedAfter(
  db: Database,
  sequence: number,
): Promise<{ readonly documents: number; readonly chunks: number }> {
  const row = await db
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', 'v.id', 'd.version_id')
    .innerJoin('change_log as c', 'c.document_id', 'd.id')
    .where('c.sequence', '>', sequence)
    .select((select) => [
      select.fn.countAll<number>().as('documents'),
      select.fn.sum<number | null>('v.chunk_count').as('chunks'),
    ])
    .executeTakeFirst()
  return { documents: row?.documents ?? 0, chunks: row?.chunks ?? 0 }
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
