import { LearnPathError } from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { logChange } from './change-log.ts'
import type { LibraryDependencies } from './library-dependencies.ts'

/** Documents per transaction when a collection goes, so that a large one does not hold up everybody else. */
const DOCUMENTS_PER_TRANSACTION = 20

interface DeletedDocument {
  readonly collectionId: string
  /** Of files that may have become unreferenced. */
  readonly hashes: readonly string[]
}

/** Removes the rows. @throws LP_DOCUMENT_NOT_FOUND */
export async function deleteDocumentRows(
  dependencies: LibraryDependencies,
  documentId: string,
): Promise<DeletedDocument> {
  return await dependencies.store.db.transaction().execute(async (transaction) => {
    const deleted = await deleteRows(dependencies, transaction, documentId)
    if (deleted === null) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: documentId })
    return deleted
  })
}

/** Removes all documents of a collection, some at a time, and then the collection. @throws LP_COLLECTION_NOT_FOUND */
export async function deleteCollectionRows(
  dependencies: LibraryDependencies,
  collectionId: string,
  onDeleted: (documentIds: readonly string[], hashes: readonly string[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const step = await dependencies.store.db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('documents')
        .select('id')
        .where('collection_id', '=', collectionId)
        .limit(DOCUMENTS_PER_TRANSACTION)
        .execute()
      const hashes: string[] = []
      for (const { id } of rows) hashes.push(...((await deleteRows(dependencies, transaction, id))?.hashes ?? []))
      if (rows.length > 0) return { ids: rows.map(({ id }) => id), hashes }
      await transaction.deleteFrom('watches').where('collection_id', '=', collectionId).execute()
      const gone = await transaction.deleteFrom('collections').where('id', '=', collectionId).executeTakeFirst()
      if (Number(gone.numDeletedRows) === 0) {
        throw new LearnPathError('LP_COLLECTION_NOT_FOUND', { detail: collectionId })
      }
      return null
    })
    if (step === null) return
    await onDeleted(step.ids, step.hashes)
  }
}

/** Versions, chunks and tags go with the document by their references. */
async function deleteRows(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  documentId: string,
): Promise<DeletedDocument | null> {
  const versions = await transaction
    .selectFrom('document_versions')
    .select('content_hash')
    .where('document_id', '=', documentId)
    .execute()
  const document = await transaction
    .deleteFrom('documents')
    .where('id', '=', documentId)
    .returning(['content_hash', 'collection_id'])
    .executeTakeFirst()
  if (document === undefined) return null
  await transaction.deleteFrom('jobs').where('subject_id', '=', documentId).execute()
  await logChange(transaction, { kind: 'document-deleted', documentId }, dependencies.clock)
  const hashes = [document.content_hash, ...versions.map((version) => version.content_hash)]
  return { collectionId: document.collection_id, hashes }
}
