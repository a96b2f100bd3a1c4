import type { EntityType, RelationKind } from '@learnpath/contracts'
import type { Mention } from '../../ports/chunk-reader.ts'

/** What a language model read in one chunk, checked: every name stands in the text at its place. */
export interface ModelReading {
  /** In the order of the text; every place of every name. */
  readonly mentions: readonly ModelMention[]
  readonly relations: readonly ModelRelation[]
}

/** `concept`: the model takes a general term for an entity, which it is then whether or not a concept has its key. */
export interface ModelMention extends Omit<Mention, 'type'> {
  readonly type: EntityType
  /** In the model's words, of what this text says; empty at all places of a name but the first, or when it did not hold. */
  readonly description: string
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
