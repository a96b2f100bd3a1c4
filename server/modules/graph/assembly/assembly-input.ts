import type { ConceptGazetteer, ConceptPlaces } from '../../../ports/study-material.ts'
import type { MergeDecision, NameVectors } from '../resolution/resolution.ts'

/** A chunk with what was read in it, as stored. */
export interface ChunkToAssemble {
  readonly chunkId: number
  /** Of the chunk in the document's text. */
  readonly start: number
  readonly text: string
  /** See `unpackReading`. */
  readonly readingJson: string
  /** Of each language model that has read it (`ModelReading`), in the order of their names. */
  readonly modelReadingsJson: readonly string[]
}

export interface DocumentToAssemble {
  readonly documentId: string
  readonly path: string
  /** In the order of the text. */
  readonly chunks: readonly ChunkToAssemble[]
}

/** The concepts of the collection, and where its documents name them. */
export interface ConceptsToAssemble {
  readonly gazetteer: Pick<ConceptGazetteer, 'keys' | 'conceptIds'> & { readonly concepts: readonly KnownConcept[] }
  /** By document. */
  readonly places: ReadonlyMap<string, ConceptPlaces['places']>
}

export interface KnownConcept {
  readonly id: string
  readonly name: string
  readonly importance: number
}

/** What decides which names are of one thing, besides the names themselves. */
export interface AssemblyDecisions {
  readonly decisions: readonly MergeDecision[]
  readonly vectors: NameVectors | null
  readonly mergeSimilarity: number
}
