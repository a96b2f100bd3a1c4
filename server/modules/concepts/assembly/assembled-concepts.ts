import type { DerivedPrerequisite } from '../prerequisites/prerequisite-input.ts'
import type { RankedConcept } from '../ranking/rank-concepts.ts'

/** The sentence that says what a concept is, with what a list shows of it. */
export interface AssembledDefinition {
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly headingPath: readonly string[]
  readonly page: number | null
  readonly pageEnd: number | null
  readonly text: string
}

/** One of several phrases that name a concept. */
export interface NamingPhrase {
  readonly id: string
  /** In lower case. */
  readonly forms: readonly string[]
}

/** A concept of a collection before names and hiding by the user. */
export interface AssembledConcept extends Omit<RankedConcept, 'key' | 'definition'> {
  readonly id: string
  /** Ids that its phrases would have as concepts of their own; they lead here. */
  readonly phraseIds: readonly string[]
  /** Empty when there is only one. */
  readonly phrases: readonly NamingPhrase[]
  readonly definition: AssembledDefinition | null
  /** Whether the user put phrases to it or took phrases from it. */
  readonly placed: boolean
}

export interface AssembledConcepts {
  /** Best first. */
  readonly concepts: readonly AssembledConcept[]
  /** Without cycles, pinned ones included. */
  readonly prerequisites: readonly DerivedPrerequisite[]
  /** In reading order. */
  readonly documentIds: readonly string[]
  /** From 0 to 1: whether that order is the authors' own. */
  readonly orderTrust: number
  /** Of the version of each that was analysed, in the same order; null when there was another one by then. */
  readonly versionHashes: readonly (string | null)[]
}
