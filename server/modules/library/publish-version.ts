import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { DocumentsTable } from '../../ports/database-schema.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { logChange } from './change-log.ts'
import type { NewChunk, NewVersion } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'

/** Rows per statement: 100 x 10 parameters. More gained nothing when measured. */
const CHUNKS_PER_INSERT = 100
const HALF_A_CHARACTER = /\p{Surrogate}/u

export interface Published {
  readonly published: boolean
  /** Of versions that were dropped; their files may have become unreferenced. */
  readonly droppedHashes: readonly string[]
}

export const NOT_PUBLISHED: Published = { published: false, droppedHashes: [] }

/** New version, chunks, change-log entry and state in; old version out: one transaction, so that readers see one or the other. */
export async function publishVersion(dependencies: LibraryDependencies, version: NewVersion): Promise<Published> {
  assertExact(version)
  return await dependencies.store.db.transaction().execute(async (transaction) => {
    const document = await documentAwaiting(transaction, version.documentId, version.contentHash)
    if (document === null) return NOT_PUBLISHED
    const versionId = dependencies.idSource.next('ver')
    await insertVersion(dependencies, transaction, { versionId, version })
    await insertChunks(transaction, versionId, version)
    return await switchTo(dependencies, transaction, { document, versionId })
  })
}

/** The document, if it is there, has these bytes and still wants them parsed. */
export async function documentAwaiting(
  transaction: DatabaseTransaction,
  documentId: string,
  contentHash: string,
): Promise<DocumentsTable | null> {
  const document = await transaction.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirst()
  if (document === undefined || document.content_hash !== contentHash || document.state === 'cancelled') return null
  return document
}

/** Makes the version the one that is searched and drops every other one of the document. */
export async function switchTo(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  { document, versionId }: { readonly document: DocumentsTable; readonly versionId: string },
): Promise<Published> {
  await transaction
    .updateTable('documents')
    .set({ version_id: versionId, state: 'ready', failure_code: null, failure_message: null })
    .where('id', '=', document.id)
    .execute()
  const dropped = await transaction
    .deleteFrom('document_versions')
    .where('document_id', '=', document.id)
    .where('id', '!=', versionId)
    .returning('content_hash')
    .execute()
  await logChange(transaction, { kind: 'document-published', documentId: document.id }, dependencies.clock)
  return { published: true, droppedHashes: dropped.map((row) => row.content_hash) }
}

async function insertVersion(
  dependencies: LibraryDependencies,
  transaction: DatabaseTransaction,
  { versionId, version }: { readonly versionId: string; readonly version: NewVersion },
): Promise<void> {
  const { parsed } = version
  await transaction
    .insertInto('document_versions')
    .values({
      id: versionId,
      document_id: version.documentId,
      content_hash: version.contentHash,
      parser_version: version.parserVersion,
      // Empty when the document has none: readers then use the file name, which may change.
      title: parsed.title?.trim() ?? '',
      language: version.language,
      text: parsed.text,
      blocks_json: JSON.stringify(parsed.blocks),
      marks_json: JSON.stringify(parsed.marks),
      pages_json: JSON.stringify(parsed.pages),
      warnings_json: JSON.stringify(parsed.warnings),
      page_count: parsed.pages.length === 0 ? null : parsed.pages.length,
      character_count: parsed.text.length,
      chunk_count: version.chunks.length,
      created_at: dependencies.clock.now(),
    })
    .execute()
}

async function insertChunks(transaction: DatabaseTransaction, versionId: string, version: NewVersion): Promise<void> {
  const { text } = version.parsed
  for (let first = 0; first < version.chunks.length; first += CHUNKS_PER_INSERT) {
    const rows = version.chunks.slice(first, first + CHUNKS_PER_INSERT).map((chunk) => ({
      document_id: version.documentId,
      version_id: versionId,
      ordinal: chunk.ordinal,
      heading_path_json: JSON.stringify(chunk.headingPath),
      start_offset: chunk.start,
      end_offset: chunk.end,
      page_start: chunk.pageStart,
      page_end: chunk.pageEnd,
      token_count: chunk.tokenCount,
      text: text.slice(chunk.start, chunk.end),
    }))
    await transaction.insertInto('chunks').values(rows).execute()
    await breathe()
  }
}

/**
 * Every citation rests on `text.slice(start, end)` being what is stored. Half a surrogate pair or a NUL would not come back
 * from the database as it went in.
 */
function assertExact(version: NewVersion): void {
  const { text } = version.parsed
  if (HALF_A_CHARACTER.test(text) || text.includes('\0')) {
    throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'the text holds characters that are none' })
  }
  for (const [index, chunk] of version.chunks.entries()) {
    const whole = Number.isInteger(chunk.start) && Number.isInteger(chunk.end)
    const inside = chunk.start >= 0 && chunk.start < chunk.end && chunk.end <= text.length
    if (!whole || !inside || chunk.ordinal !== index || cutsCharacter(text, chunk)) {
      throw new LearnPathError('LP_INTERNAL', {
        detail: `chunk ${index} from ${chunk.start} to ${chunk.end} does not fit a text of ${text.length} characters`,
      })
    }
  }
}

function cutsCharacter(text: string, chunk: NewChunk): boolean {
  return isLowSurrogate(text.charCodeAt(chunk.start)) || isLowSurrogate(text.charCodeAt(chunk.end))
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff
