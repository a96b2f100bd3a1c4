import { createUnpacking, type PackedAnalysis, type StoredAnalysis } from '../analyses/stored-analysis.ts'
import type { AssembledConcepts } from './assembled-concepts.ts'
import type { ConceptPlaces } from '../../../ports/study-material.ts'
import { placesOfPhrases } from './places-of-phrases.ts'
import type { AssemblyOrder, PlacesOrder } from './assembler.ts'
import { assembleConcepts } from './assemble-concepts.ts'

/** The side of the thread: keeps the analyses of the last collection, so that one more document or edit does not read all again. */
export interface AssemblyWork {
  take(analysisId: number, packed: PackedAnalysis): void
  assemble(order: AssemblyOrder): Promise<AssembledConcepts>
  /** Of each document that was taken, one after the other. */
  places(order: PlacesOrder): Generator<ConceptPlaces, void, undefined>
}

export function createAssemblyWork(): AssemblyWork {
  const analyses = new Map<number, StoredAnalysis>()
  function keepOnly(documents: PlacesOrder['documents']): void {
    const wanted = new Set(documents.map(({ analysisId }) => analysisId))
    for (const analysisId of analyses.keys()) if (!wanted.has(analysisId)) analyses.delete(analysisId)
  }

  return {
    take(analysisId, packed) {
      const unpacking = createUnpacking(packed)
      for (const part of packed.parts) unpacking.add(part)
      analyses.set(analysisId, unpacking.done())
    },
    async assemble(order) {
      keepOnly(order.documents)
      const documents = order.documents.flatMap(({ analysisId, ...facts }) => {
        const stored = analyses.get(analysisId)
        return stored === undefined ? [] : [{ ...facts, ...stored }]
      })
      return await assembleConcepts({ ...order, documents })
    },
    *places({ documents, keys }) {
      keepOnly(documents)
      const indices = new Map(keys.map((key, index) => [key, index]))
      for (const { analysisId, documentId, versionHash } of documents) {
        const stored = analyses.get(analysisId)
        if (stored !== undefined) yield placesOfPhrases(stored.analysis, indices, { documentId, versionHash })
      }
    },
  }
}

const CONCEPTS_PER_PIECE = 100
const PREREQUISITES_PER_PIECE = 200

/** Cut up for the way to the other thread. */
export function* piecesOf(assembled: AssembledConcepts): Generator<Partial<AssembledConcepts>, void, undefined> {
  const { concepts, prerequisites, documentIds, versionHashes, orderTrust } = assembled
  for (let at = 0; at < concepts.length; at += CONCEPTS_PER_PIECE) {
    yield { concepts: concepts.slice(at, at + CONCEPTS_PER_PIECE) }
  }
  for (let at = 0; at < prerequisites.length; at += PREREQUISITES_PER_PIECE) {
    yield { prerequisites: prerequisites.slice(at, at + PREREQUISITES_PER_PIECE) }
  }
  yield { documentIds, versionHashes, orderTrust }
}
