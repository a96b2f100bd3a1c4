import fc from 'fast-check'
import { DIMENSIONS, POOL, pooled } from './nearest-vectors.double.ts'
import { boundsArbitrary, inDocument } from './search-reach.double.ts'
import type { VectorEntry, VectorIndex, VectorIndexStore } from './vector-index.ts'

export const stepArbitrary = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      id: fc.nat(9),
      // Few vectors, so that equal ones meet often.
      vectors: fc.array(fc.nat(POOL.length - 1), { maxLength: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), id: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'flush' as const,
        'begin-flush' as const,
        'begin-purge' as const,
        'purge' as const,
        'reopen' as const,
        'look' as const,
      ),
    }),
  },
)
type Step = typeof stepArbitrary extends fc.Arbitrary<infer Value> ? Value : never
export const queryArbitrary = fc.record(
  {
    vector: fc.nat(POOL.length - 1).map(pooled),
    limit: fc.constantFrom(1, 3, 100),
    documentIds: fc.array(fc.nat(9), { maxLength: 8 }).map((ids) => new Set(ids.map((id) => `doc_${id}`))),
    bounds: boundsArbitrary,
  },
  { requiredKeys: ['vector', 'limit'] },
)

/** Applies random changes to an index and returns what is then alive. */
export async function applySteps(
  openStore: () => VectorIndexStore,
  steps: readonly Step[],
): Promise<{ index: VectorIndex; alive: VectorEntry[] }> {
  const documents = new Map<string, VectorEntry[]>()
  let index = await openStore().open('g', DIMENSIONS)
  let nextChunk = 1
  const begun: Promise<unknown>[] = []
  for (const [at, one] of steps.entries()) {
    if (one.kind === 'replace' || one.kind === 'delete') {
      const documentId = `doc_${one.id}`
      const vectors = one.kind === 'replace' ? one.vectors : []
      const entries = vectors.map((place) => ({
        chunkId: nextChunk++,
        ...inDocument(documentId),
        vector: pooled(place),
      }))
      documents.set(documentId, entries)
      await index.replaceDocument(at + 1, documentId, entries)
    } else if (one.kind === 'flush') await index.flush()
    else if (one.kind === 'begin-flush') begun.push(index.flush())
    else if (one.kind === 'begin-purge') begun.push(index.purgeDeleted())
    else if (one.kind === 'purge') await index.purgeDeleted()
    else if (one.kind === 'look') begun.push(index.search({ vector: pooled(at), limit: 3 }))
    else {
      await Promise.all(begun.splice(0))
      await index.close()
      index = await openStore().open('g', DIMENSIONS)
    }
  }
  await Promise.all(begun)
  return { index, alive: [...documents.values()].flat() }
}
