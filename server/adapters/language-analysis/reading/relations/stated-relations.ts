import type { Mention, StatedRelation } from '../../../../ports/chunk-reader.ts'
import type { TaggedChunk } from '../tagged-chunk.ts'

export interface RelationsOfChunk {
  /** Mentions that the relations need beside those given: noun phrases of type `term` (see `mentionOfWords`). */
  readonly terms: readonly Mention[]
  /** `source` and `target` are indices into the mentions given followed by `terms`. */
  readonly relations: readonly StatedRelation[]
}

/** Relations that the sentences of a chunk state by patterns of its language. */
export function statedRelations(_chunk: TaggedChunk, _mentions: readonly Mention[]): RelationsOfChunk {
  return { terms: [], relations: [] }
}
