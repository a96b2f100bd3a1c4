import { Index, connect } from '@lancedb/lancedb'
import { createLocalVectorIndexStore } from '../../server/adapters/vector-index/vector-index-store.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import type { VectorEntry } from '../../server/ports/vector-index.ts'

export const LIMIT = 10
/** Rows of a document in ours; filters are by documents there and by a column elsewhere. */
export const ROWS_PER_DOCUMENT = 10
const ROWS_PER_BATCH = 1000

/** Which rows a search may return: all, every tenth document, every hundredth. */
export const SHARES = [1, 10, 100] as const
export type Share = (typeof SHARES)[number]

export const passes = (row: number, share: Share): boolean => Math.floor(row / ROWS_PER_DOCUMENT) % share === 0

/** A vector engine with its index, ready to be asked. */
export interface VectorEngine {
  /** Numbers of the best ten rows. */
  search(vector: Float32Array, share: Share): Promise<number[]>
  close(): Promise<void>
}

export interface VectorWriter {
  add(row: number, vector: Float32Array): Promise<void>
  /** After it everything is durable and indexed. */
  finish(): Promise<void>
}

export interface VectorEngineKind {
  readonly name: string
  create(folder: string, dimensions: number): Promise<VectorWriter>
  open(folder: string, dimensions: number, count: number): Promise<VectorEngine>
}

const documentOf = (row: number): string => `doc_${String(Math.floor(row / ROWS_PER_DOCUMENT)).padStart(9, '0')}`

const HOME = { workspaceId: 'workspace', collectionId: 'collection' }

const learnPath: VectorEngineKind = {
  name: 'LearnPath',
  async create(folder, dimensions) {
    const index = await createLocalVectorIndexStore({ folder, logger: createRecordingLogger() }).open('g', dimensions)
    let entries: VectorEntry[] = []
    const write = async (): Promise<void> => {
      const [first] = entries
      if (first !== undefined) await index.replaceDocument(first.chunkId + 1, first.documentId, entries)
      entries = []
    }
    return {
      async add(row, vector) {
        entries.push({ chunkId: row, ...HOME, documentId: documentOf(row), vector })
        if (entries.length === ROWS_PER_DOCUMENT) await write()
      },
      async finish() {
        await write()
        await index.close()
      },
    }
  },
  async open(folder, dimensions, count) {
    const store = createLocalVectorIndexStore({ folder, logger: createRecordingLogger() })
    const index = await store.open('g', dimensions)
    const documents = new Map<Share, ReadonlySet<string>>()
    const documentsOf = (share: Share): ReadonlySet<string> => {
      const known = documents.get(share)
      if (known !== undefined) return known
      const made = new Set<string>()
      for (let row = 0; row < count; row += ROWS_PER_DOCUMENT * share) made.add(documentOf(row))
      documents.set(share, made)
      return made
    }
    return {
      async search(vector, share) {
        const query = { vector, limit: LIMIT, ...(share > 1 && { documentIds: documentsOf(share) }) }
        return (await index.search(query)).map(({ chunkId }) => chunkId)
      },
      close: () => index.close(),
    }
  },
}

/** Collects rows and hands them on in batches. */
function batched(
  write: (rows: readonly { row: number; vector: Float32Array }[]) => Promise<void>,
  finish: () => Promise<void>,
): VectorWriter {
  let rows: { row: number; vector: Float32Array }[] = []
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await write(rows)
    rows = []
  }
  return {
    async add(row, vector) {
      rows.push({ row, vector })
      if (rows.length === ROWS_PER_BATCH) await flush()
    },
    async finish() {
      await flush()
      await finish()
    },
  }
}

const shareColumns = (row: number): { tenth: number; hundredth: number } => ({
  tenth: passes(row, 10) ? 1 : 0,
  hundredth: passes(row, 100) ? 1 : 0,
})
const CONDITIONS: Readonly<Record<Share, string | null>> = { 1: null, 10: 'tenth = 1', 100: 'hundredth = 1' }

function lanceDb(name: string, isIndexed: boolean): VectorEngineKind {
  return {
    name,
    async create(folder) {
      const database = await connect(folder)
      let table: Awaited<ReturnType<typeof database.createTable>> | null = null
      const write = async (rows: readonly { row: number; vector: Float32Array }[]): Promise<void> => {
        const records = rows.map(({ row, vector }) => ({ row, vector: [...vector], ...shareColumns(row) }))
        if (table === null) table = await database.createTable('v', records)
        else await table.add(records)
      }
      return batched(write, async () => {
        if (isIndexed) {
          await table?.createIndex('vector', { config: Index.hnswSq({ distanceType: 'cosine', numPartitions: 1 }) })
          await table?.createIndex('tenth')
          await table?.createIndex('hundredth')
        }
        await table?.optimize()
      })
    },
    async open(folder) {
      const table = await (await connect(folder)).openTable('v')
      return {
        async search(vector, share) {
          const condition = CONDITIONS[share]
          const query = table.vectorSearch(vector).distanceType('cosine').limit(LIMIT).select(['row', '_distance'])
          const found = await (condition === null ? query : query.where(condition)).toArray()
          return found.map((record: { row: number }) => record.row)
        },
        close: () => Promise.resolve(table.close()),
      }
    },
  }
}

export const VECTOR_ENGINES: readonly VectorEngineKind[] = [
  learnPath,
  lanceDb('LanceDB flat', false),
  lanceDb('LanceDB HNSW', true),
]
