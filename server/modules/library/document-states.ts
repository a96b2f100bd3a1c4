import type { Document, ErrorCode } from '@learnpath/contracts'
import type { LibraryApi } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'

const UNFINISHED = ['queued', 'processing'] as const

type Failure = Parameters<LibraryApi['markFailed']>[2]

/**
 * Moves between the states of a document's work. A document that has moved on meanwhile (other bytes, deleted, finished,
 * cancelled) is left as it is. Both tell whether the state was set.
 */
export interface DocumentStates {
  set(...parameters: Parameters<LibraryApi['setState']>): Promise<boolean>
  fail(documentId: string, contentHash: string, failure: Failure): Promise<boolean>
}

interface Move {
  readonly documentId: string
  readonly contentHash: string
  readonly from: readonly Document['state'][] | null
  readonly to: { readonly state: Document['state']; readonly failure: { code: ErrorCode; message: string } | null }
}

export function createDocumentStates({ store }: LibraryDependencies): DocumentStates {
  async function move(
    { documentId, contentHash, from, to }: Move,
    also?: Parameters<LibraryApi['setState']>[3],
  ): Promise<boolean> {
    return await store.db.transaction().execute(async (transaction) => {
      let query = transaction
        .updateTable('documents')
        .set({
          state: to.state,
          failure_code: to.failure?.code ?? null,
          failure_message: to.failure?.message ?? null,
        })
        .where('id', '=', documentId)
        .where('content_hash', '=', contentHash)
      if (from !== null) query = query.where('state', 'in', from)
      const changed = Number((await query.executeTakeFirst()).numUpdatedRows) > 0
      if (changed) await also?.(transaction)
      return changed
    })
  }

  return {
    async set(documentId, contentHash, state, also) {
      const from = state === 'queued' ? null : UNFINISHED
      return await move({ documentId, contentHash, from, to: { state, failure: null } }, also)
    },
    async fail(documentId, contentHash, failure) {
      return await move({ documentId, contentHash, from: UNFINISHED, to: { state: 'failed', failure } })
    },
  }
}
