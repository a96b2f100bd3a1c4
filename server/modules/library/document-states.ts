import type { Document } from '@learnpath/contracts'
import type { LibraryApi } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'

const UNFINISHED = ['queued', 'processing'] as const

/**
 * Moves between the states of a document's work. A document that has moved on meanwhile (other bytes, deleted, finished,
 * cancelled) is left as it is. @returns whether the state was set.
 */
export function createDocumentStates(dependencies: LibraryDependencies) {
  const { db } = dependencies.store
  const update = async (
    { documentId, contentHash, from }: { documentId: string; contentHash: string; from?: readonly Document['state'][] },
    values: { state: Document['state']; failure_code: null; failure_message: null } | FailureValues,
    also?: Parameters<LibraryApi['setState']>[3],
  ): Promise<boolean> =>
    db.transaction().execute(async (transaction) => {
      let query = transaction
        .updateTable('documents')
        .set(values)
        .where('id', '=', documentId)
        .where('content_hash', '=', contentHash)
      if (from !== undefined) query = query.where('state', 'in', from)
      const changed = Number((await query.executeTakeFirst()).numUpdatedRows) > 0
      if (changed) await also?.(transaction)
      return changed
    })

  return {
    async set(
      documentId: string,
      contentHash: string,
      state: 'queued' | 'processing' | 'cancelled',
      also?: Parameters<LibraryApi['setState']>[3],
    ): Promise<boolean> {
      const where = { documentId, contentHash, ...(state === 'queued' ? {} : { from: UNFINISHED }) }
      return update(where, { state, failure_code: null, failure_message: null }, also)
    },
    async fail(documentId: string, contentHash: string, failure: { code: FailureCode; message: string }) {
      const values = { state: 'failed' as const, failure_code: failure.code, failure_message: failure.message }
      return update({ documentId, contentHash, from: UNFINISHED }, values)
    },
  }
}

type FailureCode = NonNullable<Document['failure']>['code']
interface FailureValues {
  readonly state: 'failed'
  readonly failure_code: FailureCode
  readonly failure_message: string
}
