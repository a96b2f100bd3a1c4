import type { EntityType } from '@learnpath/contracts'
import type { ChunkReading } from '../../../ports/chunk-reader.ts'
import type { ModelReading } from '../model-reading.ts'

/** An entity as relations need it. */
export interface RelatableEntity {
  readonly key: string
  readonly type: EntityType
}

/** A place where a chunk names an entity, whether a concept or another; in the document's text. */
export interface EntityPlace {
  /** Of the entity, or of any of its names. */
  readonly key: string
  readonly start: number
  readonly end: number
}

/** A chunk with all that was read in it. Readings have offsets into `text`, places into the document's text. */
export interface RelatableChunk {
  readonly chunkId: number
  readonly documentId: string
  /** Where the chunk begins in the document's text. */
  readonly start: number
  /** The document's text from `start` on. */
  readonly text: string
  readonly reading: ChunkReading
  readonly modelReading: ModelReading | null
  /** In any order; places of concepts and of other entities together. */
  readonly places: readonly EntityPlace[]
}

export interface RelationInput {
  /** Gone through once, one after the other; the order does not matter. */
  readonly chunks: Iterable<RelatableChunk>
  /** The entity that has a name, by the key of the name (`Mention.key`). */
  readonly entityOf: (nameKey: string) => RelatableEntity | undefined
}
