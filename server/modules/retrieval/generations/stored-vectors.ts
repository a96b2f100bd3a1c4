import { breathe } from '../../../kernel/breathe.ts'
import { decodeFloat16, encodeFloat16 } from '../../../kernel/float16.ts'
import type { Database } from '../../../ports/relational-store.ts'

const HASHES_PER_QUERY = 200
/** About 3 ms. */
const ROWS_PER_TRANSACTION = 64
/** About 2 ms. */
const ROWS_PER_READ = 200
/** About 2 ms. */
const ROWS_PER_DROP = 200

export interface NewVector {
  readonly documentId: string
  readonly contentHash: string
  /** Null: the model could not process the text. */
  readonly vector: Float32Array | null
}

/** Content hash → vector; null for a text that the model could not process. */
export type VectorsByHash = ReadonlyMap<string, Float32Array | null>

/** The vectors in the relational store. What comes back is what an index is made from: rounded to 16 bits. */
export interface StoredVectors {
  ofDocument(generationId: string, documentId: string): Promise<VectorsByHash>
  /** Whether there is a vector, or that the model could make none. */
  has(generationId: string, documentId: string, contentHash: string): Promise<boolean>
  /** Vectors of the same inputs that a model with this key has made for any document, in any generation. */
  madeBefore(modelKey: string, contentHashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  /** Leaves out documents that are gone meanwhile. Short transactions. */
  write(generationId: string, vectors: readonly NewVector[]): Promise<void>
  /** Removes what a document no longer needs, in every generation but those of `spared`. */
  prune(documentId: string, current: ReadonlySet<string>, spared: ReadonlySet<string>): Promise<void>
  /** Documents with texts that the model could not process. */
  documentsWithGaps(generationId: string): Promise<string[]>
  gapCount(generationId: string): Promise<number>
  /** Removes all vectors of a generation, some at a time. */
  drop(generationId: string): Promise<void>
}

/** As it will be read again. */
export const rounded = (vector: Float32Array): Float32Array => decodeFloat16(encodeFloat16(vector))

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let first = 0; first < items.length; first += size) yield items.slice(first, first + size)
}

const decoded = (blob: ArrayBuffer | Uint8Array): Float32Array =>
  decodeFloat16(blob instanceof Uint8Array ? blob : new Uint8Array(blob))

async function writeRows(db: Database, generationId: string, vectors: readonly NewVector[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const wanted = [...new Set(vectors.map(({ documentId }) => documentId))]
    const there = await transaction.selectFrom('documents').select('id').where('id', 'in', wanted).execute()
    const known = new Set(there.map(({ id }) => id))
    const rows = vectors
      .filter(({ documentId }) => known.has(documentId))
      .map(({ documentId, contentHash, vector }) => ({
        document_id: documentId,
        generation_id: generationId,
        content_hash: contentHash,
        vector: vector === null ? null : Buffer.from(encodeFloat16(vector).buffer),
      }))
    if (rows.length === 0) return
    await transaction
      .insertInto('embeddings')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['document_id', 'generation_id', 'content_hash'])
          .doUpdateSet((update) => ({ vector: update.ref('excluded.vector') })),
      )
      .execute()
  })
}

async function pruneDocument(
  db: Database,
  documentId: string,
  isNeeded: (row: { readonly generation_id: string; readonly content_hash: string }) => boolean,
): Promise<void> {
  const rows = await db
    .selectFrom('embeddings')
    .select(['generation_id', 'content_hash'])
    .where('document_id', '=', documentId)
    .execute()
  const obsolete = new Map<string, string[]>()
  for (const row of rows) {
    if (isNeeded(row)) continue
    const hashes = obsolete.get(row.generation_id) ?? []
    obsolete.set(row.generation_id, hashes)
    hashes.push(row.content_hash)
  }
  for (const [generationId, hashes] of obsolete) {
    for (const slice of slices(hashes, HASHES_PER_QUERY)) {
      await db
        .deleteFrom('embeddings')
        .where('document_id', '=', documentId)
        .where('generation_id', '=', generationId)
        .where('content_hash', 'in', slice)
        .execute()
      await breathe()
    }
  }
}

async function isStored(
  db: Database,
  of: { generationId: string; documentId: string; hash: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('embeddings')
    .select('content_hash')
    .where('document_id', '=', of.documentId)
    .where('generation_id', '=', of.generationId)
    .where('content_hash', '=', of.hash)
    .executeTakeFirst()
  return row !== undefined
}

async function dropVectors(db: Database, generationId: string): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('embeddings')
      .select(['document_id', 'content_hash'])
      .where('generation_id', '=', generationId)
      .limit(ROWS_PER_DROP)
      .execute()
    if (rows.length === 0) return
    await db
      .deleteFrom('embeddings')
      .where('generation_id', '=', generationId)
      .where('content_hash', 'in', [...new Set(rows.map((row) => row.content_hash))])
      .execute()
    await breathe()
  }
}

export function createStoredVectors(db: Database): StoredVectors {
  const gaps = (generationId: string) =>
    db.selectFrom('embeddings').where('generation_id', '=', generationId).where('vector', 'is', null)

  return {
    async ofDocument(generationId, documentId) {
      const vectors = new Map<string, Float32Array | null>()
      for (let last = ''; ;) {
        const rows = await db
          .selectFrom('embeddings')
          .select(['content_hash', 'vector'])
          .where('document_id', '=', documentId)
          .where('generation_id', '=', generationId)
          .where('content_hash', '>', last)
          .orderBy('content_hash')
          .limit(ROWS_PER_READ)
          .execute()
        for (const { content_hash: hash, vector } of rows) vectors.set(hash, vector === null ? null : decoded(vector))
        if (rows.length < ROWS_PER_READ) return vectors
        last = rows.at(-1)?.content_hash ?? ''
        await breathe()
      }
    },
    has: async (generationId, documentId, hash) => await isStored(db, { generationId, documentId, hash }),
    async madeBefore(modelKey, contentHashes) {
      const found = new Map<string, Float32Array>()
      if (contentHashes.length === 0) return found
      const same = await db.selectFrom('embedding_generations').select('id').where('model_key', '=', modelKey).execute()
      const generationIds = same.map(({ id }) => id)
      for (const slice of slices(contentHashes, HASHES_PER_QUERY)) {
        const rows = await db
          .selectFrom('embeddings')
          .select(['content_hash', 'vector'])
          .where('generation_id', 'in', generationIds)
          .where('content_hash', 'in', slice)
          .where('vector', 'is not', null)
          .execute()
        for (const { content_hash: hash, vector } of rows) {
          if (vector !== null && !found.has(hash)) found.set(hash, decoded(vector))
        }
        await breathe()
      }
      return found
    },
    async write(generationId, vectors) {
      for (const slice of slices(vectors, ROWS_PER_TRANSACTION)) {
        await writeRows(db, generationId, slice)
        await breathe()
      }
    },
    async prune(documentId, current, spared) {
      await pruneDocument(db, documentId, (row) => spared.has(row.generation_id) || current.has(row.content_hash))
    },
    async documentsWithGaps(generationId) {
      const rows = await gaps(generationId).select('document_id').distinct().orderBy('document_id').execute()
      return rows.map((row) => row.document_id)
    },
    async gapCount(generationId) {
      const row = await gaps(generationId)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirst()
      return row?.count ?? 0
    },
    drop: async (generationId) => await dropVectors(db, generationId),
  }
}
