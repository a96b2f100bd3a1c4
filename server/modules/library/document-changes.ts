import { LearnPathError } from '@learnpath/contracts'
import type { BlobCustody } from './blob-custody.ts'
import { logChange } from './change-log.ts'
import { deleteCollectionRows, deleteDocumentRows } from './delete-documents.ts'
import { findDocumentByPath, readDocument, readDocumentIfThere } from './document-reading.ts'
import { createDocumentStates } from './document-states.ts'
import type { LibraryApi } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'
import { publishCopy } from './publish-copy.ts'
import { publishVersion } from './publish-version.ts'
import type { Published } from './publish-version.ts'
import { putDocument, validPath } from './put-document.ts'
import { replaceTags } from './tags.ts'

export type DocumentChanges = Pick<
  LibraryApi,
  | 'put'
  | 'rename'
  | 'setTags'
  | 'delete'
  | 'deleteCollection'
  | 'setState'
  | 'markFailed'
  | 'announce'
  | 'publishVersion'
  | 'publishCopy'
>

/** All that changes documents: the transaction first, then the files it let go of, then the event that tells of it. */
export function createDocumentChanges(dependencies: LibraryDependencies, custody: BlobCustody): DocumentChanges {
  const { store, eventBus } = dependencies
  const { db } = store
  const states = createDocumentStates(dependencies)

  async function announce(documentId: string): Promise<void> {
    const document = await readDocumentIfThere(db, documentId)
    if (document === null) return
    const { collectionId, collection, path, state, searchable } = document
    const errorCode = document.failure?.code ?? null
    const of = { documentId, collectionId, collection }
    eventBus.publish({ type: 'document-changed', ...of, path, state, searchable, errorCode })
  }

  async function settle({ published, droppedHashes }: Published): Promise<boolean> {
    await custody.dropUnreferenced(droppedHashes)
    return published
  }

  return {
    announce,
    async put(input, also) {
      const { replacedHash, ...result } = await putDocument(dependencies, input, also)
      if (result.outcome === 'unchanged') return result
      if (replacedHash !== null) await custody.dropUnreferenced([replacedHash])
      await announce(result.document.id)
      return result
    },
    async rename(documentId, path) {
      await renameDocument(dependencies, documentId, validPath(path))
      await announce(documentId)
      return await readDocument(db, documentId)
    },
    async setTags(documentId, tags) {
      await db.transaction().execute(async (transaction) => {
        await readDocument(transaction, documentId)
        await replaceTags(transaction, documentId, tags)
      })
      await announce(documentId)
      return await readDocument(db, documentId)
    },
    async delete(documentId) {
      const { collectionId, hashes } = await deleteDocumentRows(dependencies, documentId)
      await custody.dropUnreferenced(hashes)
      eventBus.publish({ type: 'document-deleted', documentId, collectionId })
      await store.purgeDeleted()
    },
    async deleteCollection(collectionId) {
      await deleteCollectionRows(dependencies, collectionId, async (documentIds, hashes) => {
        await custody.dropUnreferenced(hashes)
        for (const documentId of documentIds) {
          eventBus.publish({ type: 'document-deleted', documentId, collectionId })
        }
      })
      await store.purgeDeleted()
    },
    async setState(documentId, contentHash, state, also) {
      const changed = await states.set(documentId, contentHash, state, also)
      if (changed) await announce(documentId)
      return changed
    },
    async markFailed(documentId, contentHash, failure) {
      if (await states.fail(documentId, contentHash, failure)) await announce(documentId)
    },
    publishVersion: async (version) => await settle(await publishVersion(dependencies, version)),
    publishCopy: async (documentId, contentHash, parserVersion) =>
      await settle(await publishCopy(dependencies, { documentId, contentHash, parserVersion })),
  }
}

async function renameDocument(dependencies: LibraryDependencies, documentId: string, path: string): Promise<void> {
  await dependencies.store.db.transaction().execute(async (transaction) => {
    const document = await readDocument(transaction, documentId)
    if (document.path === path) return
    const taken = await findDocumentByPath(transaction, document.collectionId, path)
    if (taken !== null) throw new LearnPathError('LP_DOCUMENT_PATH_TAKEN', { detail: path })
    await transaction
      .updateTable('documents')
      .set({ path, changed_at: dependencies.clock.now(), last_outcome: 'renamed' })
      .where('id', '=', documentId)
      .execute()
    if (document.searchable) {
      await logChange(transaction, { kind: 'document-published', documentId }, dependencies.clock)
    }
  })
}
