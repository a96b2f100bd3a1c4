import type { ErrorCode } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'

/** A document's searchable version. */
export interface ReadableVersion {
  readonly documentId: string
  readonly collectionId: string
  readonly versionId: string
  readonly language: string
  /** Whether this version has been read by this reader, or could not be. */
  readonly settled: boolean
}

export interface StoredChunk {
  readonly id: number
  readonly ordinal: number
  readonly text: string
}

/** A chunk with the hash of its text and, when that is new, what was read in it. */
export interface ReadChunk {
  readonly chunkId: number
  readonly contentHash: string
  readonly readingJson: string | null
}

/** What has been read in documents, in the relational store; rows belong to the document and go with it. */
export interface ReadingStore {
  /** Null when the document is gone or has no searchable version. */
  version(documentId: string): Promise<ReadableVersion | null>
  /** Of the version, from an ordinal on, in order. */
  chunks(version: ReadableVersion, fromOrdinal: number, limit: number): Promise<StoredChunk[]>
  /** Those of the hashes that this reader has read in the document. */
  known(documentId: string, hashes: readonly string[]): Promise<ReadonlySet<string>>
  /** @returns false when the version is not the searchable one any more: nothing is kept then */
  save(version: ReadableVersion, chunks: readonly ReadChunk[]): Promise<boolean>
  /** The document is read, or cannot be; what no chunk of it has any more goes. @returns as `save` */
  settle(version: ReadableVersion, failure: ErrorCode | null): Promise<boolean>
  /** Ids of searchable documents that are not settled. */
  pending(collectionId: string): Promise<string[]>
  /** In all collections. */
  countPending(): Promise<number>
}

/** @param readerVersion with the form in which readings are stored */
export function createReadingStore(db: Database, readerVersion: string): ReadingStore {
  const selectSettled = () =>
    db
      .selectFrom('documents as d')
      .leftJoin('graph_documents as g', (join) =>
        join
          .onRef('g.document_id', '=', 'd.id')
          .onRef('g.version_id', '=', 'd.version_id')
          .on('g.reader_version', '=', readerVersion),
      )
      .where('d.version_id', 'is not', null)

  return {
    async version(documentId) {
      const row = await selectSettled()
        .innerJoin('document_versions as v', 'v.id', 'd.version_id')
        .select(['d.collection_id', 'v.id', 'v.language', 'g.document_id as settled'])
        .where('d.id', '=', documentId)
        .executeTakeFirst()
      if (row === undefined) return null
      const { collection_id: collectionId, id: versionId, language, settled } = row
      return { documentId, collectionId, versionId, language, settled: settled !== null }
    },
    chunks: async ({ versionId }, fromOrdinal, limit) =>
      await db
        .selectFrom('chunks')
        .select(['id', 'ordinal', 'text'])
        .where('version_id', '=', versionId)
        .where('ordinal', '>=', fromOrdinal)
        .orderBy('ordinal')
        .limit(limit)
        .execute(),
    async known(documentId, hashes) {
      const rows = await db
        .selectFrom('graph_readings')
        .select('content_hash')
        .where('document_id', '=', documentId)
        .where('reader_version', '=', readerVersion)
        .where('content_hash', 'in', hashes)
        .execute()
      return new Set(rows.map((row) => row.content_hash))
    },
    save: async (version, chunks) =>
      await db.transaction().execute(async (transaction) => {
        if (!(await isSearchable(transaction, version))) return false
        await saveReadings(transaction, { version, readerVersion, chunks })
        return true
      }),
    settle: async (version, failure) =>
      await db.transaction().execute(async (transaction) => {
        if (!(await isSearchable(transaction, version))) return false
        const { documentId, versionId } = version
        const facts = { version_id: versionId, reader_version: readerVersion, failure_code: failure }
        await transaction
          .insertInto('graph_documents')
          .values({ document_id: documentId, ...facts })
          .onConflict((conflict) => conflict.column('document_id').doUpdateSet(facts))
          .execute()
        if (failure === null) await dropUnused(transaction, documentId)
        return true
      }),
    async pending(collectionId) {
      const rows = await selectSettled()
        .select('d.id')
        .where('d.collection_id', '=', collectionId)
        .where('g.document_id', 'is', null)
        .orderBy('d.path')
        .execute()
      return rows.map(({ id }) => id)
    },
    async countPending() {
      const row = await selectSettled()
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('g.document_id', 'is', null)
        .executeTakeFirstOrThrow()
      return row.count
    },
  }
}

async function isSearchable(
  transaction: DatabaseTransaction,
  { documentId, versionId }: ReadableVersion,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('documents')
    .select('version_id')
    .where('id', '=', documentId)
    .executeTakeFirst()
  return row?.version_id === versionId
}

interface Saving {
  readonly version: ReadableVersion
  readonly readerVersion: string
  readonly chunks: readonly ReadChunk[]
}

async function saveReadings(
  transaction: DatabaseTransaction,
  { version: { documentId }, readerVersion, chunks }: Saving,
): Promise<void> {
  const readings = new Map(chunks.flatMap((chunk) => (chunk.readingJson === null ? [] : [[chunk.contentHash, chunk]])))
  if (readings.size > 0) {
    await transaction
      .insertInto('graph_readings')
      .values(
        [...readings.values()].map(({ contentHash, readingJson }) => ({
          document_id: documentId,
          content_hash: contentHash,
          reader_version: readerVersion,
          reading_json: readingJson ?? '',
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['document_id', 'content_hash']).doUpdateSet((set) => ({
          reader_version: set.ref('excluded.reader_version'),
          reading_json: set.ref('excluded.reading_json'),
        })),
      )
      .execute()
  }
  await transaction
    .insertInto('graph_chunks')
    .values(
      chunks.map(({ chunkId, contentHash }) => ({
        chunk_id: chunkId,
        document_id: documentId,
        content_hash: contentHash,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('chunk_id').doUpdateSet((set) => ({ content_hash: set.ref('excluded.content_hash') })),
    )
    .execute()
}

/** Readings of texts that no chunk of the document has any more. */
async function dropUnused(transaction: DatabaseTransaction, documentId: string): Promise<void> {
  for (const table of ['graph_readings', 'graph_model_readings'] as const) {
    await transaction
      .deleteFrom(table)
      .where('document_id', '=', documentId)
      .where('content_hash', 'not in', (select) =>
        select.selectFrom('graph_chunks').select('content_hash').where('document_id', '=', documentId),
      )
      .execute()
  }
}
