import type { EntityType, RelationKind, RelationOrigin } from '@learnpath/contracts'
import type { MergeRecord, PairForReview } from '../resolution/resolution.ts'

/** Where a chunk names an entity. */
export interface AssembledPlace {
  readonly chunkId: number
  readonly documentId: string
  readonly mentions: number
  /** Of the first mention, in the document's text. */
  readonly start: number
  readonly end: number
}

export interface AssembledName extends MergeRecord {
  /** As it is written most. */
  readonly name: string
  readonly mentions: number
  /** Sentence that gives both names. */
  readonly evidence: { readonly chunkId: number; readonly start: number; readonly end: number } | null
}

export interface AssembledEntity {
  readonly key: string
  readonly name: string
  readonly type: EntityType
  readonly conceptId: string | null
  readonly names: readonly AssembledName[]
  readonly places: readonly AssembledPlace[]
  readonly importance: number
  readonly description: string | null
}

export interface AssembledEvidence {
  readonly chunkId: number
  readonly documentId: string
  /** Of the sentence, in the document's text. */
  readonly start: number
  readonly end: number
  readonly source: readonly [start: number, end: number] | null
  readonly target: readonly [start: number, end: number] | null
  readonly origin: RelationOrigin
  readonly rule: string
}

export interface AssembledRelation {
  readonly kind: RelationKind
  /** Keys of entities. `related` has the smaller key first. */
  readonly sourceKey: string
  readonly targetKey: string
  readonly confidence: number
  /** The best first, and no more than are shown. */
  readonly evidence: readonly AssembledEvidence[]
  readonly evidenceCount: number
  readonly description: string | null
  readonly keywords: readonly string[]
}

/** The graph of a collection, before it is stored. The same for the same set of documents, in whatever order they came. */
export interface AssembledGraph {
  readonly entities: readonly AssembledEntity[]
  readonly relations: readonly AssembledRelation[]
  readonly reviews: readonly PairForReview[]
}
