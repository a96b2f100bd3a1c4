import type { CandidatePhrase, DocumentAnalysis } from '../../../ports/document-analyst.ts'

export interface AnalysedDocument {
  readonly documentId: string
  readonly path: string
  readonly analysis: DocumentAnalysis
}

/** A concept of a collection, of all documents together. */
export interface RankedConcept {
  /** The key among `keys` that is used most. */
  readonly key: string
  /** Keys of all phrases that name it: spelling variants, acronym and long form. Sorted. */
  readonly keys: readonly string[]
  readonly name: string
  readonly aliases: readonly string[]
  /** ISO 639-1 code of the documents that use it most. */
  readonly language: string
  readonly kind: CandidatePhrase['kind']
  readonly plural: boolean | null
  /** 1 for the best, falling with the logarithm of the score. */
  readonly importance: number
  readonly difficulty: number
  readonly mentions: number
  readonly documents: number
  readonly home: readonly { readonly documentId: string; readonly section: number }[]
  readonly definition: { readonly documentId: string; readonly sentence: number; readonly strength: number } | null
  /** Words before its first mention when the collection is read in order. */
  readonly firstMention: number
}
