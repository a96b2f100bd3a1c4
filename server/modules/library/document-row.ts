import { ERRORS } from '@learnpath/contracts'
import type { Document, ErrorCode } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import { groupRows } from './group-rows.ts'

/** Documents with what their collection and their searchable version say of them. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type of a query is what Kysely infers
export function selectDocuments(db: Database) {
  return db
    .selectFrom('documents as d')
    .innerJoin('collections as c', 'c.id', 'd.collection_id')
    .leftJoin('document_versions as v', 'v.id', 'd.version_id')
    .select([
      'd.id',
      'd.collection_id',
      'c.name as collection',
      'd.path',
      'd.format',
      'd.state',
      'd.failure_code',
      'd.failure_message',
      'd.content_hash',
      'd.size_bytes',
      'd.added_at',
      'd.changed_at',
      'd.modified_at',
      'd.version_id',
      'v.content_hash as version_hash',
      'v.title',
      'v.language',
      'v.page_count',
      'v.character_count',
      'v.chunk_count',
      'v.warnings_json',
    ])
}

export type DocumentRow = Awaited<ReturnType<ReturnType<typeof selectDocuments>['executeTakeFirstOrThrow']>>

/** Reads the tags of the rows and makes documents of them, in the rows' order. */
export async function toDocuments(db: Database, rows: readonly DocumentRow[]): Promise<Document[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const tagRows = await db
    .selectFrom('document_tags')
    .selectAll()
    .where('document_id', 'in', ids)
    .orderBy('tag')
    .execute()
  const tags = groupRows(tagRows, (row) => row.document_id)
  return rows.map((row) =>
    toDocument(
      row,
      (tags.get(row.id) ?? []).map(({ tag }) => tag),
    ),
  )
}

function toDocument(row: DocumentRow, tags: string[]): Document {
  return {
    id: row.id,
    collectionId: row.collection_id,
    collection: row.collection,
    path: row.path,
    title: titleOf(row.title, row.path),
    format: row.format,
    state: row.state,
    failure: failureOf(row.failure_code, row.failure_message),
    searchable: row.version_id !== null,
    contentHash: row.content_hash,
    versionHash: row.version_hash,
    sizeBytes: row.size_bytes,
    language: row.language,
    pageCount: row.page_count,
    characterCount: row.character_count,
    chunkCount: row.chunk_count ?? 0,
    warnings: row.warnings_json === null ? [] : (JSON.parse(row.warnings_json) as string[]),
    tags,
    addedAt: isoTime(row.added_at),
    changedAt: isoTime(row.changed_at),
    modifiedAt: row.modified_at === null ? null : isoTime(row.modified_at),
  }
}

/** The title found in the document, or its file name without the extension; so it follows a rename. */
export function titleOf(title: string | null, path: string): string {
  if (title !== null && title !== '') return title
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

export const isoTime = (ms: number): string => new Date(ms).toISOString()

function failureOf(code: ErrorCode | null, message: string | null): Document['failure'] {
  return code === null ? null : { code, message: message ?? ERRORS[code].title, advice: ERRORS[code].advice }
}
