import type { EntityType, MergeReason } from '@learnpath/contracts'

/** One name as a whole collection uses it. */
export interface EntityForm {
  /** See `Mention.key`; unique. */
  readonly key: string
  /** As it is written most. */
  readonly name: string
  /** The type that most mentions have; `concept` when a concept has the key. */
  readonly type: EntityType
  readonly language: string
  readonly mentions: number
  /** Ids of the documents that name it, each once. A short name ("Darwin") joins a longer one only where a document has both. */
  readonly documents: readonly string[]
  /** Concept that has this name; forms of the same concept are one entity. */
  readonly conceptId: string | null
}

/** Two names that a text gives as names of one thing, with the number of sentences that do. */
export interface FormAlias {
  readonly firstKey: string
  readonly secondKey: string
  readonly kind: 'acronym' | 'alias'
  readonly count: number
}

/** What the user said of two names. */
export interface MergeDecision {
  readonly firstKey: string
  readonly secondKey: string
  readonly decision: 'same' | 'different'
}

/** Likeness of meaning of names. Null vectors: no model serves, and names are compared by their letters alone. */
export interface NameVectors {
  /** Of unit length; a name without one is compared by its letters alone. */
  vector(key: string): Float32Array | undefined
  /** Cosine to a similarity that means the same for every model, from 0 to 1. */
  calibrated(cosine: number): number
}

export interface ResolutionInput {
  readonly forms: readonly EntityForm[]
  readonly aliases: readonly FormAlias[]
  readonly decisions: readonly MergeDecision[]
  readonly vectors: NameVectors | null
  /** Calibrated similarity from which likeness of meaning, with other evidence, merges two names. */
  readonly mergeSimilarity: number
}

/** Why a form belongs to its entity: `withKey` is the form that it was put with. */
export interface MergeRecord {
  readonly key: string
  readonly reason: MergeReason
  readonly withKey: string | null
  readonly similarity: number | null
}

export interface ResolvedEntity {
  /** Of the form that gives the entity its name and its id. */
  readonly key: string
  readonly type: EntityType
  /** The first is the entity's own, with reason `itself`. */
  readonly records: readonly MergeRecord[]
}

/** A pair that is too alike to keep apart silently. */
export interface PairForReview {
  /** The smaller key. */
  readonly firstKey: string
  readonly secondKey: string
  readonly similarity: number | null
  /** Higher: more likely one thing. */
  readonly score: number
  /** What speaks for one thing, in English words. */
  readonly reasons: readonly string[]
}

/** The same for the same set of forms, aliases, decisions and vectors, in whatever order they come. */
export interface Resolution {
  readonly entities: readonly ResolvedEntity[]
  readonly reviews: readonly PairForReview[]
}
