import type { VectorEntry } from '../../ports/vector-index.ts'
import { inDocument } from '../../ports/search-reach.double.ts'

export const CRASH_DIMENSIONS = 16
const DOCUMENTS = 40

/** What the change with this sequence writes: every fifth deletes its document. */
export function crashDocument(sequence: number): { documentId: string; entries: VectorEntry[] } {
  const documentId = `doc_${sequence % DOCUMENTS}`
  if (sequence % 5 === 0) return { documentId, entries: [] }
  const entries = Array.from({ length: 1 + (sequence % 3) }, (_, at) => ({
    chunkId: sequence * 10 + at,
    ...inDocument(documentId),
    vector: Float32Array.from(
      { length: CRASH_DIMENSIONS },
      (__, component) => Math.sin((sequence + 1) * (component + 1) + at) / Math.sqrt(CRASH_DIMENSIONS / 2),
    ),
  }))
  return { documentId, entries }
}
