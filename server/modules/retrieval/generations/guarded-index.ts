import { LearnPathError } from '@learnpath/contracts'
import { createMutex } from '../../../kernel/mutex.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'

/** The same index with its writers one after the other; `onDamaged` hears, once, that its files are not what was written. */
export function guardedIndex(index: VectorIndex, onDamaged: () => void): VectorIndex {
  const exclusively = createMutex()
  let damaged = false

  async function watched<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof LearnPathError && cause.code === 'LP_INDEX_DAMAGED' && !damaged) {
        damaged = true
        onDamaged()
      }
      throw cause
    }
  }
  const alone = async <Result>(work: () => Promise<Result>): Promise<Result> =>
    await watched(async () => await exclusively(work))

  return {
    get dimensions() {
      return index.dimensions
    },
    get keepsHomes() {
      return index.keepsHomes
    },
    get isOutdated() {
      return index.isOutdated
    },
    get durableSequence() {
      return index.durableSequence
    },
    get appliedSequence() {
      return index.appliedSequence
    },
    replaceDocument: async (...parameters) => {
      await alone(async () => {
        await index.replaceDocument(...parameters)
      })
    },
    search: async (query) => await watched(async () => await index.search(query)),
    vectors: async (chunkIds) => await watched(async () => await index.vectors(chunkIds)),
    entryCount: () => index.entryCount(),
    sizeBytes: () => index.sizeBytes(),
    refresh: async () => {
      await index.refresh()
    },
    flush: async () => {
      await alone(async () => {
        await index.flush()
      })
    },
    purgeDeleted: async () => {
      await alone(async () => {
        await index.purgeDeleted()
      })
    },
    close: async () => {
      await alone(async () => {
        await index.close()
      })
    },
  }
}
