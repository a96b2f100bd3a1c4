import { breathe } from '../../../kernel/breathe.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { VectorIndexStore } from '../../../ports/vector-index.ts'
import type { LibraryApi } from '../../library/index.ts'
import { indexBytes } from '../generations/disk-need.ts'
import { embeddingInput, inputHash } from '../generations/embedding-input.ts'
import { SAMPLE, secondsFor } from '../generations/plan-generation.ts'
import { createStoredVectors } from '../generations/stored-vectors.ts'
import { fillTrial } from './fill-trial.ts'
import { createTrialSearch, type TrialSearchDependencies } from './trial-search.ts'
import type { TrialsApi } from './trials-api.ts'

export interface TrialsDependencies extends TrialSearchDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: TrialSearchDependencies['library'] & Pick<LibraryApi, 'indexableDocument' | 'sampleTokenCounts'>
  /** Of trials alone: apart from the vectors that serve. */
  readonly trialIndexStore: VectorIndexStore
}

/** Ways to search that can be compared while others serve. */
export function createTrials(dependencies: TrialsDependencies): TrialsApi {
  const { store, library, trialIndexStore, clock } = dependencies
  const stored = createStoredVectors(store.db)
  return {
    async plan({ model, precision, embedder }, documentIds) {
      const { key, dimensions } = embedder.description
      let passages = 0
      let known = 0
      for (const documentId of documentIds) {
        const document = await library.indexableDocument(documentId)
        if (document === null) continue
        const hashes = document.chunks.map((chunk) => inputHash(embeddingInput(document, chunk)))
        const made = await stored.madeBefore(key, hashes)
        passages += hashes.length
        known += hashes.filter((hash) => made.has(hash)).length
        await breathe()
      }
      const counts = await library.sampleTokenCounts(SAMPLE)
      const estimatedSeconds = passages === known ? 0 : secondsFor(model, precision, counts, passages - known)
      return { passages, known, diskBytes: indexBytes(passages, dimensions), estimatedSeconds }
    },
    async openVectors(name, model, embedder) {
      const index = await trialIndexStore.open(name, embedder.description.dimensions)
      return { name, model, embedder, index }
    },
    fill: async (vectors, documentIds, filling) =>
      await fillTrial({ library, stored, clock }, vectors, { ...filling, documentIds }),
    async drop({ name, index }) {
      await index?.close()
      await trialIndexStore.drop(name)
    },
    async sweep(isKept) {
      for (const name of await trialIndexStore.list()) if (!isKept(name)) await trialIndexStore.drop(name)
    },
    open: (subject) => createTrialSearch(dependencies, subject),
  }
}
