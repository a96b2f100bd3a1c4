import type {
  GraphEntitiesTable,
  GraphEntityNamesTable,
  GraphRelationEvidenceTable,
  GraphRelationsTable,
} from '../../../ports/graph-tables.ts'
import type { PairForReview } from '../resolution/resolution.ts'

/** An entity that is not stored as it is now. */
export interface EntityChange {
  readonly isNew: boolean
  readonly entity: Omit<GraphEntitiesTable, 'collection_id'>
  readonly names: readonly Omit<GraphEntityNamesTable, 'collection_id' | 'entity_id'>[]
  /** Five numbers each: chunk, index into the documents of the order, mentions, and start and end of the first. */
  readonly places: Int32Array
}

export const NUMBERS_PER_PLACE = 5

export interface RelationChange {
  readonly relation: Omit<GraphRelationsTable, 'collection_id'>
  readonly evidence: readonly Omit<GraphRelationEvidenceTable, 'relation_id'>[]
}

/** What is to be done to the stored graph of a collection, a little at a time; in the order in which it is to be done. */
export type GraphChange =
  | { readonly kind: 'entities'; readonly entities: readonly EntityChange[] }
  | { readonly kind: 'relations-gone'; readonly ids: readonly string[] }
  | { readonly kind: 'relations'; readonly relations: readonly RelationChange[] }
  | { readonly kind: 'entities-gone'; readonly ids: readonly string[] }
  | { readonly kind: 'reviews'; readonly reviews: readonly PairForReview[] }

/** What is stored, as `[id, digest]`. */
export interface StoredDigests {
  readonly entities: ReadonlyMap<string, string>
  readonly relations: ReadonlyMap<string, string>
}
