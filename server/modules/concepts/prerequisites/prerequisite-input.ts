import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'

export interface PrerequisiteConcept {
  readonly id: string
  /** Keys of the phrases that name it (`CandidatePhrase.key`). */
  readonly keys: readonly string[]
  /** The sentence that says what it is: index into the document's sentences. */
  readonly definition: { readonly documentId: string; readonly sentence: number } | null
}

export interface PrerequisiteDocument {
  readonly documentId: string
  readonly analysis: Pick<DocumentAnalysis, 'sections' | 'sentences' | 'phrases'>
}

export interface ConceptPair {
  readonly conceptId: string
  readonly prerequisiteId: string
}

export interface PrerequisiteInput {
  /** Best first. */
  readonly concepts: readonly PrerequisiteConcept[]
  /** In reading order. */
  readonly documents: readonly PrerequisiteDocument[]
  /** How far the order of the documents tells what comes first, from 0 (uploads in any order) to 1 (the author's order). */
  readonly orderTrust: number
  /** Set by the user: always in, before all else. */
  readonly pinned: readonly ConceptPair[]
  /** Set by the user: never in. */
  readonly forbidden: readonly ConceptPair[]
}

/** Where the dependent concept's passages use the prerequisite: a sentence, in UTF-16 code units of the document's text. */
export interface EvidenceRange {
  readonly documentId: string
  readonly start: number
  readonly end: number
}

export interface DerivedPrerequisite extends ConceptPair {
  /** Higher is surer; comparable within one collection only. 0 for pinned ones. */
  readonly score: number
  /** How sure it is, from 0 to 1, see `prerequisiteConfidence`; 1 for pinned ones. */
  readonly confidence: number
  readonly origin: 'derived' | 'pinned'
  readonly evidence: readonly EvidenceRange[]
}
