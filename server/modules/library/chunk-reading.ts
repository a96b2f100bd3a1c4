import { currentScope } from '../../kernel/access/access-scope.ts'
import type { Database } from '../../ports/relational-store.ts'
import { titleOf } from './document-row.ts'
import { groupRows } from './group-rows.ts'
import type { Chunk, ChunkInDocument, IndexableDocument } from './library-api.ts'

const IDS_PER_QUERY = 500
/** A search reads up to about so many. */
const FREQUENT_IDS = 64

const CHUNK_COLUMNS = [
  'k.id',
  'k.document_id',
  'k.ordinal',
  'k.heading_path_json',
  'k.start_offset',
  'k.end_offset',
  'k.page_start',
  'k.page_end',
  'k.token_count',
  'k.text',
] as const

interface ChunkRow {
  readonly id: number
  readonly ordinal: number
  readonly heading_path_json: string
  readonly start_offset: number
  readonly end_offset: number
  readonly page_start: number | null
  readonly page_end: number | null
  readonly token_count: number
  readonly text: string
}

function selectChunks(db: Database, ids: readonly number[]) {
  return (
    db
      .selectFrom('chunks as k')
      // By the primary key: there is no index on documents.version_id, and this is read on every search.
      .innerJoin('documents as d', (join) =>
        join.onRef('d.id', '=', 'k.document_id').onRef('d.version_id', '=', 'k.version_id'),
      )
      .innerJoin('document_versions as v', 'v.id', 'k.version_id')
      .innerJoin('collections as c', 'c.id', 'd.collection_id')
      .select(CHUNK_COLUMNS)
      .select(['v.content_hash', 'c.name as collection', 'd.path', 'v.title', 'v.language'])
      .where('k.id', 'in', ids)
  )
}

type CompiledChunks = ReturnType<ReturnType<typeof selectChunks>['compile']>

// Read on every search: composing and compiling the statement takes as long as running it. One per number of ids.
const compiled = new WeakMap<Database, Map<number, CompiledChunks>>()

function compiledFor(db: Database, ids: readonly number[]): CompiledChunks {
  // What somebody may see is part of the statement.
  if (currentScope() !== null) return selectChunks(db, ids).compile()
  const known = compiled.get(db) ?? new Map<number, CompiledChunks>()
  compiled.set(db, known)
  const statement = known.get(ids.length) ?? selectChunks(db, ids).compile()
  if (ids.length <= FREQUENT_IDS) known.set(ids.length, statement)
  return { ...statement, parameters: ids }
}

export async function readChunks(db: Database, chunkIds: readonly number[]): Promise<ChunkInDocument[]> {
  const found = new Map<number, ChunkInDocument>()
  for (let first = 0; first < chunkIds.length; first += IDS_PER_QUERY) {
    const { rows } = await db.executeQuery(compiledFor(db, chunkIds.slice(first, first + IDS_PER_QUERY)))
    for (const row of rows) {
      found.set(row.id, {
        ...toChunk(row),
        documentId: row.document_id,
        versionHash: row.content_hash,
        collection: row.collection,
        path: row.path,
        title: titleOf(row.title, row.path),
        language: row.language,
      })
    }
  }
  return chunkIds.flatMap((id) => found.get(id) ?? [])
}

export async function readIndexableDocuments(
  db: Database,
  afterDocumentId: string | null,
  limit: number,
): Promise<IndexableDocument[]> {
  let query = selectIndexable(db).orderBy('d.id').limit(limit)
  if (afterDocumentId !== null) query = query.where('d.id', '>', afterDocumentId)
  return await withChunks(db, await query.execute())
}

export async function readIndexableDocument(db: Database, documentId: string): Promise<IndexableDocument | null> {
  const [document] = await withChunks(db, await selectIndexable(db).where('d.id', '=', documentId).execute())
  return document ?? null
}

function selectIndexable(db: Database) {
  return db
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', 'v.id', 'd.version_id')
    .innerJoin('collections as c', 'c.id', 'd.collection_id')
    .select(['d.id', 'v.id as version_id', 'c.workspace_id', 'd.collection_id', 'c.name as collection'])
    .select(['d.path', 'v.title', 'v.language'])
}

type IndexableRow = Awaited<ReturnType<ReturnType<typeof selectIndexable>['executeTakeFirstOrThrow']>>

async function withChunks(db: Database, rows: readonly IndexableRow[]): Promise<IndexableDocument[]> {
  if (rows.length === 0) return []
  const versionIds = rows.map((row) => row.version_id)
  const chunkRows = await db
    .selectFrom('chunks as k')
    .select(CHUNK_COLUMNS)
    .where('k.version_id', 'in', versionIds)
    .orderBy('k.version_id')
    .orderBy('k.ordinal')
    .execute()
  const chunks = groupRows(chunkRows, (row) => row.document_id)
  return rows.map((row) => ({
    documentId: row.id,
    workspaceId: row.workspace_id,
    collectionId: row.collection_id,
    collection: row.collection,
    path: row.path,
    title: titleOf(row.title, row.path),
    titled: row.title !== '',
    language: row.language,
    chunks: (chunks.get(row.id) ?? []).map(toChunk),
  }))
}

function toChunk(row: ChunkRow): Chunk {
  return {
    id: row.id,
    ordinal: row.ordinal,
    headingPath: JSON.parse(row.heading_path_json) as string[],
    start: row.start_offset,
    end: row.end_offset,
    pageStart: row.page_start,
    pageEnd: row.page_end,
    tokenCount: row.token_count,
    text: row.text,
  }
}
