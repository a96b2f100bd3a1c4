import { DocumentPath, LearnPathError } from '@learnpath/contracts'
import type { AddOutcome } from '@learnpath/contracts'
import type { DocumentsTable } from '../../ports/database-schema.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { logChange } from './change-log.ts'
import { readDocument } from './document-reading.ts'
import type { InSameTransaction, PutDocument, PutResult } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'
import { replaceTags } from './tags.ts'

interface Placed {
  readonly documentId: string
  readonly outcome: AddOutcome
  /** Of the bytes that the document had before, when they were others. */
  readonly replacedHash: string | null
}

/** Gives the bytes their place. @throws LP_PATH_INVALID, LP_DOCUMENT_PATH_TAKEN when another watch owns the path */
export async function putDocument(
  dependencies: LibraryDependencies,
  input: PutDocument,
  also?: InSameTransaction,
): Promise<PutResult & { readonly replacedHash: string | null }> {
  const path = validPath(input.path)
  return await dependencies.store.db.transaction().execute(async (transaction) => {
    const placed = await place(dependencies, transaction, { ...input, path })
    if (input.tags !== undefined) await replaceTags(transaction, placed.documentId, input.tags)
    const document = await readDocument(transaction, placed.documentId)
    const result = { document, outcome: placed.outcome }
    if (placed.outcome !== 'unchanged') await also?.(transaction, result)
    return { ...result, replacedHash: placed.replacedHash }
  })
}

/** @throws LP_PATH_INVALID */
export function validPath(path: string): string {
  const parsed = DocumentPath.safeParse(path)
  if (parsed.success) return parsed.data
  throw new LearnPathError('LP_PATH_INVALID', {
    detail: path.slice(0, 200),
    issues: parsed.error.issues.map(({ message }) => ({ field: 'path', message })),
  })
}

async function place(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  input: PutDocument,
): Promise<Placed> {
  const existing = await transaction
    .selectFrom('documents')
    .selectAll()
    .where('collection_id', '=', input.collectionId)
    .where('path', '=', input.path)
    .executeTakeFirst()
  if (existing !== undefined) return await placeAgain(dependencies, transaction, { existing, input })
  if (input.renamedFromDocumentId !== undefined) {
    const moved = await transaction
      .selectFrom('documents')
      .selectAll()
      .where('id', '=', input.renamedFromDocumentId)
      .executeTakeFirst()
    if (moved !== undefined) return await placeRenamed(dependencies, transaction, { existing: moved, input })
  }
  return await placeNew(dependencies, transaction, input)
}

async function placeNew(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  input: PutDocument,
): Promise<Placed> {
  const now = dependencies.clock.now()
  const documentId = dependencies.idSource.next('doc')
  await transaction
    .insertInto('documents')
    .values({
      id: documentId,
      collection_id: input.collectionId,
      path: input.path,
      format: input.format,
      state: 'queued',
      failure_code: null,
      failure_message: null,
      content_hash: input.contentHash,
      size_bytes: input.sizeBytes,
      version_id: null,
      added_at: now,
      changed_at: now,
      modified_at: input.modifiedAt ?? null,
      watch_id: input.watchId ?? null,
      last_outcome: 'added',
    })
    .execute()
  return { documentId, outcome: 'added', replacedHash: null }
}

interface Again {
  readonly existing: DocumentsTable
  readonly input: PutDocument
}

async function placeAgain(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  { existing, input }: Again,
): Promise<Placed> {
  const foreign = input.watchId !== undefined && existing.watch_id !== null && existing.watch_id !== input.watchId
  if (foreign) throw new LearnPathError('LP_DOCUMENT_PATH_TAKEN', { detail: `${input.path} is kept by another watch` })
  const sameBytes = existing.content_hash === input.contentHash && existing.format === input.format
  // Adding a failed or cancelled document again is how a person asks for another try.
  const again = existing.state === 'failed' || existing.state === 'cancelled'
  const seen = seenNow(existing, input)
  if (sameBytes && !again) {
    if (seen.modified_at !== existing.modified_at || seen.watch_id !== existing.watch_id) {
      await transaction.updateTable('documents').set(seen).where('id', '=', existing.id).execute()
    }
    return { documentId: existing.id, outcome: 'unchanged', replacedHash: null }
  }
  const outcome = sameBytes && existing.version_id === null ? 'added' : 'changed'
  await transaction
    .updateTable('documents')
    .set({ ...seen, ...arrived(input), changed_at: dependencies.clock.now(), last_outcome: outcome })
    .where('id', '=', existing.id)
    .execute()
  return { documentId: existing.id, outcome, replacedHash: sameBytes ? null : existing.content_hash }
}

async function placeRenamed(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  { existing, input }: Again,
): Promise<Placed> {
  const sameBytes = existing.content_hash === input.contentHash
  // The extension decides between Markdown and text, so a new name may ask for a new parse of the same bytes.
  const parseAgain = !sameBytes || existing.format !== input.format
  await transaction
    .updateTable('documents')
    .set({
      ...seenNow(existing, input),
      ...(parseAgain ? arrived(input) : {}),
      collection_id: input.collectionId,
      path: input.path,
      changed_at: dependencies.clock.now(),
      last_outcome: 'renamed',
    })
    .where('id', '=', existing.id)
    .execute()
  if (existing.version_id !== null) {
    await logChange(transaction, { kind: 'document-published', documentId: existing.id }, dependencies.clock)
  }
  return { documentId: existing.id, outcome: 'renamed', replacedHash: sameBytes ? null : existing.content_hash }
}

const seenNow = (existing: DocumentsTable, input: PutDocument) => ({
  modified_at: input.modifiedAt ?? existing.modified_at,
  watch_id: input.watchId ?? existing.watch_id,
})

const arrived = (input: PutDocument) => ({
  content_hash: input.contentHash,
  size_bytes: input.sizeBytes,
  format: input.format,
  state: 'queued' as const,
  failure_code: null,
  failure_message: null,
})
