import type { ConceptsToAssemble, DocumentToAssemble } from './assembly-input.ts'
import type { NameToEmbed, VectorsOfNames } from './names-to-embed.ts'
import type { GraphChange } from './graph-change.ts'

export interface StoredDecision {
  /** See `GraphMergeDecisionsTable`. */
  readonly firstId: string
  readonly secondId: string
  readonly decision: 'same' | 'different'
}

export interface DocumentReference {
  readonly documentId: string
  /** Another version has other chunks and readings. */
  readonly versionId: string
  readonly path: string
}

export interface GraphOrder {
  readonly collectionId: string
  /** Sorted by path. */
  readonly documents: readonly DocumentReference[]
  readonly decisions: readonly StoredDecision[]
  readonly mergeSimilarity: number
  /** Ids and digests of what is stored. */
  readonly stored: {
    readonly entities: readonly (readonly [id: string, digest: string])[]
    readonly relations: readonly (readonly [id: string, digest: string])[]
  }
}

/** Where the assembler gets what it needs, when it needs it. */
export interface AssemblySources {
  /** The chunks of a document, some at a time. */
  readonly chunks: (document: DocumentReference) => AsyncIterable<DocumentToAssemble['chunks']>
  readonly concepts: ConceptsToAssemble
  /** Null when no model serves. May be called many times, with some names each. */
  readonly vectors: ((names: readonly NameToEmbed[]) => Promise<VectorsOfNames>) | null
}

/** Puts graphs together away from the thread that serves requests. One collection at a time. */
export interface GraphAssembler {
  /** Gives what is to be changed in the stored graph, a little at a time. */
  assemble(order: GraphOrder, sources: AssemblySources, take: (change: GraphChange) => Promise<void>): Promise<void>
  close(): Promise<void>
}
