import type { RelationKind } from '@learnpath/contracts'
import type { Mention } from '../../ports/chunk-reader.ts'

/** What a language model read in one chunk, checked: every name stands in the text at its place. */
export interface ModelReading {
  readonly mentions: readonly (Mention & { readonly description: string })[]
  readonly relations: readonly ModelRelation[]
}

export interface ModelRelation {
  readonly kind: RelationKind
  /** Indices into `mentions`. */
  readonly source: number
  readonly target: number
  /** Range of the sentence, or sentences, in the chunk's text that say so. */
  readonly start: number
  readonly end: number
  readonly description: string
  readonly keywords: readonly string[]
  /** From 0 to 1. */
  readonly strength: number
}
