import { LearnPathError } from '@learnpath/contracts'
import type { VectorEntry, VectorHit, VectorIndex, VectorQuery } from '../../ports/vector-index.ts'
import { type Collection, type CollectionState, filterOf, isOutdated } from './collection.ts'
import { DENSE, searchParameters } from './collection-definition.ts'
import { createDocumentWriter, type DocumentWriter } from './document-writer.ts'
import { homePayload, reachConditions } from './entry-homes.ts'
import type { QdrantLayout, Quantization } from './qdrant-options.ts'

export interface QdrantVectorIndexOptions {
  readonly collection: Collection
  readonly state: CollectionState
  readonly dimensions: number
  readonly layout: QdrantLayout
  /** Points there are now. */
  readonly entryCount: number
}

/** Of a quantized copy of a vector, per number. */
const COPY_BYTES: Readonly<Record<Quantization, number>> = { none: 0, scalar: 1, binary: 0.125 }
const BYTES_PER_NUMBER = 4
/** Links of the graph and the payload of a point, about. */
const BYTES_PER_POINT = 250
/** Vectors asked for at once. */
const VECTORS_PER_REQUEST = 256

function vectorOf(vector: unknown): Float32Array | null {
  const named = typeof vector === 'object' && vector !== null && DENSE in vector ? vector[DENSE] : null
  return Array.isArray(named) ? Float32Array.from(named, Number) : null
}

/** Nearest neighbours by Qdrant's graph; where few points pass a filter it looks at each of them. */
export class QdrantVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly #collection: Collection
  readonly #layout: QdrantLayout
  readonly #writer: DocumentWriter
  #entries: number
  #countedAt: number

  constructor({ collection, state, dimensions, layout, entryCount }: QdrantVectorIndexOptions) {
    this.dimensions = dimensions
    this.#collection = collection
    this.#layout = layout
    this.#writer = createDocumentWriter(collection, state)
    this.#entries = entryCount
    this.#countedAt = state.version
  }

  get keepsHomes(): boolean {
    return !this.isOutdated
  }

  get isOutdated(): boolean {
    return isOutdated(this.#writer.state)
  }

  get durableSequence(): number {
    return this.#writer.state.sequence
  }

  get appliedSequence(): number {
    return this.#writer.sequence
  }

  async replaceDocument(sequence: number, documentId: string, entries: readonly VectorEntry[]): Promise<void> {
    for (const { vector } of entries) this.#check(vector)
    const points = entries.map(({ chunkId, vector, ...home }) => ({
      id: chunkId,
      vector: { [DENSE]: [...vector] },
      payload: homePayload({ ...home, documentId }),
    }))
    await this.#writer.replace(sequence, documentId, points)
  }

  async search({ vector, limit, ...reach }: VectorQuery): Promise<readonly VectorHit[]> {
    this.#check(vector)
    await this.#settle()
    const must = reachConditions(reach, this.keepsHomes)
    if (limit <= 0 || must === null) return []
    const hits = await this.#collection.nearest({
      query: [...vector],
      using: DENSE,
      filter: filterOf({ must }),
      limit,
      withPayload: [],
      params: searchParameters(this.#layout),
    })
    return hits
      .toSorted((one, other) => other.score - one.score || one.id - other.id)
      .slice(0, limit)
      .map(({ id, score }) => ({ chunkId: id, score }))
  }

  async vectors(chunkIds: readonly number[]): Promise<readonly (Float32Array | null)[]> {
    await this.#settle()
    const known = new Map<number, Float32Array | null>()
    for (let at = 0; at < chunkIds.length; at += VECTORS_PER_REQUEST) {
      const ids = chunkIds.slice(at, at + VECTORS_PER_REQUEST)
      for (const { id, vector } of await this.#collection.points(ids, { vector: DENSE })) {
        known.set(Number(id), vectorOf(vector))
      }
    }
    return chunkIds.map((chunkId) => known.get(chunkId) ?? null)
  }

  entryCount(): number {
    return this.#entries
  }

  /** An estimate: Qdrant does not tell. */
  sizeBytes(): number {
    const copies = COPY_BYTES[this.#layout.quantization]
    return Math.ceil(this.#entries * (this.dimensions * (BYTES_PER_NUMBER + copies) + BYTES_PER_POINT))
  }

  async flush(): Promise<void> {
    await this.#settle()
  }

  /** Deleted points are out of every search at once; Qdrant takes them off the disk when it next tidies up their segment. */
  async purgeDeleted(): Promise<void> {
    await this.flush()
  }

  async refresh(): Promise<void> {
    const state = await this.#collection.state()
    if (state !== null) this.#writer.follow(state)
  }

  async close(): Promise<void> {
    await this.flush()
  }

  /** Waits until the server has what was brought, and counts what there is when that has changed. */
  async #settle(): Promise<void> {
    await this.#writer.drain()
    const { version } = this.#writer.state
    if (version === this.#countedAt) return
    this.#countedAt = version
    this.#entries = await this.#collection.count()
  }

  #check(vector: Float32Array): void {
    if (vector.length === this.dimensions) return
    const detail = `a vector of ${vector.length} numbers for an index of ${this.dimensions}`
    throw new LearnPathError('LP_INTERNAL', { detail })
  }
}
