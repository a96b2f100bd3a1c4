import type { KeywordEntry } from '../../ports/keyword-index.ts'
import { inDocument } from '../../ports/search-reach.double.ts'

const DOCUMENTS = 40

/** What the change with this sequence writes: every fifth deletes its document. */
export function crashDocument(sequence: number): { documentId: string; entries: KeywordEntry[] } {
  const documentId = `doc_${sequence % DOCUMENTS}`
  if (sequence % 5 === 0) return { documentId, entries: [] }
  const terms = new Map([
    ['common', 1 + (sequence % 3)],
    [`of${sequence % 11}`, 1],
    [`only${sequence}`, 1],
  ])
  return {
    documentId,
    entries: [{ chunkId: sequence, ...inDocument(documentId), language: 'en', terms, length: 4, tieBreaker: 0 }],
  }
}
