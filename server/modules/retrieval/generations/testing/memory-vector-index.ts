import { LearnPathError } from '@learnpath/contracts'
import type { VectorEntry, VectorIndex, VectorIndexStore } from '../../../../ports/vector-index.ts'
import { isReached } from '../../../../ports/search-reach.double.ts'

interface Kept {
  readonly dimensions: number
  readonly documents: Map<string, readonly VectorEntry[]>
  readonly sequence: number
}

export interface MemoryVectorIndexStore extends VectorIndexStore {
  /** What a kill leaves behind: the state of every index as of its last flush. */
  crash(): void
  /** What is on the disk of an index, for a test to look at or to damage. */
  readonly disk: Map<string, Kept>
  /** What is open now finds its files damaged at the next search. */
  damage(): void
}

/** The port's meaning in the plainest code, with a disk that survives `crash`. For tests. */
export function createMemoryVectorIndexStore(): MemoryVectorIndexStore {
  const disk = new Map<string, Kept>()
  let era = 0
  let damagedBefore = 0
  let opened = 0

  function open(id: string, dimensions: number): VectorIndex {
    const mine = era
    const number = (opened += 1)
    const kept = disk.get(id)
    const usable = kept?.dimensions === dimensions ? kept : undefined
    const documents = new Map(usable?.documents)
    let applied = usable?.sequence ?? 0
    let durable = applied
    const entries = (): VectorEntry[] => [...documents.values()].flat()
    const flush = (): void => {
      if (era !== mine) return
      disk.set(id, { dimensions, documents: new Map(documents), sequence: applied })
      durable = applied
    }
    const dot = (one: Float32Array, other: Float32Array): number =>
      one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
    return {
      dimensions,
      keepsHomes: true,
      isOutdated: false,
      get durableSequence() {
        return durable
      },
      get appliedSequence() {
        return applied
      },
      async replaceDocument(sequence, documentId, replacement) {
        if (replacement.length === 0) documents.delete(documentId)
        else documents.set(documentId, replacement)
        applied = Math.max(applied, sequence)
        await Promise.resolve()
      },
      async search({ vector, limit, ...reach }) {
        if (number <= damagedBefore) throw new LearnPathError('LP_INDEX_DAMAGED')
        const hits = entries()
          .filter((entry) => isReached(entry, reach))
          .map((entry) => ({ chunkId: entry.chunkId, score: dot(entry.vector, vector) }))
          .toSorted((one, other) => other.score - one.score || one.chunkId - other.chunkId)
        return await Promise.resolve(hits.slice(0, limit))
      },
      async vectors(chunkIds) {
        const byId = new Map(entries().map((entry) => [entry.chunkId, entry.vector]))
        return await Promise.resolve(chunkIds.map((chunkId) => byId.get(chunkId) ?? null))
      },
      entryCount: () => entries().length,
      sizeBytes: () => entries().length * dimensions,
      refresh: async () => {
        await Promise.resolve()
      },
      flush: async () => {
        flush()
        await Promise.resolve()
      },
      purgeDeleted: async () => {
        flush()
        await Promise.resolve()
      },
      close: async () => {
        flush()
        await Promise.resolve()
      },
    }
  }

  return {
    isShared: false,
    disk,
    crash() {
      era += 1
    },
    damage() {
      damagedBefore = opened
    },
    open: async (id, dimensions) => await Promise.resolve(open(id, dimensions)),
    async drop(id) {
      disk.delete(id)
      await Promise.resolve()
    },
    list: async () => await Promise.resolve([...disk.keys()]),
  }
}
