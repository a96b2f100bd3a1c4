import type { EntryHome, SearchReach } from './search-reach.ts'

export interface VectorEntry extends EntryHome {
  /** `chunks.id`. */
  readonly chunkId: number
  /** `documents.id`. */
  readonly documentId: string
  /** Of unit length, `dimensions` long. */
  readonly vector: Float32Array
}

export interface VectorQuery extends SearchReach {
  /** Of unit length. */
  readonly vector: Float32Array
  readonly limit: number
}

export interface VectorHit {
  readonly chunkId: number
  /** Cosine of query and entry. */
  readonly score: number
}

/**
 * Nearest chunks by cosine. A projection of the vectors in the relational store: it can be dropped and made anew. A filter is
 * exact: the best of what passes it, not what passes of the best. Equal scores are ordered by `chunkId`.
 */
export interface VectorIndex {
  readonly dimensions: number
  /** Whether bounds are kept by workspace and collection; else by documents. */
  readonly keepsHomes: boolean
  /** Of a form that an earlier version of the program made: it answers, and is to be made anew. */
  readonly isOutdated: boolean
  /** Last change-log sequence that is durable; after a crash, changes after it must be applied again. */
  readonly durableSequence: number
  /** Last change-log sequence that searches see. */
  readonly appliedSequence: number
  /**
   * Replaces all entries of a document, or deletes it when `entries` is empty. Visible to the next search. Idempotent. Durable
   * at the next flush, which the index does by itself by size and on `close`.
   */
  replaceDocument(sequence: number, documentId: string, entries: readonly VectorEntry[]): Promise<void>
  /** @returns best first. Gives way to other work while it runs; sees the index as it was at one moment. */
  search(query: VectorQuery): Promise<readonly VectorHit[]>
  /** The stored vectors of chunks, as exact as the index has them; null for those it lacks. For maximal marginal relevance. */
  vectors(chunkIds: readonly number[]): Promise<readonly (Float32Array | null)[]>
  /** As of the last search, flush or refresh. */
  entryCount(): number
  /** On disk. */
  sizeBytes(): number
  /** Reads again how far another process has written; nothing to do where no other process can. */
  refresh(): Promise<void>
  flush(): Promise<void>
  /** Rewrites files so that nothing of deleted entries remains on disk. */
  purgeDeleted(): Promise<void>
  close(): Promise<void>
}

/** The vector indexes of all generations, each in a place of its own. */
export interface VectorIndexStore {
  /** Whether other processes have the same indexes; then one of them writes and the others read them again. */
  readonly isShared: boolean
  /** Opens the index of a generation; empty (sequence 0) when there is none yet, or when it was damaged or had other dimensions. */
  open(generationId: string, dimensions: number): Promise<VectorIndex>
  /** Deletes the index of a generation; it must be closed. */
  drop(generationId: string): Promise<void>
  /** Generations that have an index on disk. */
  list(): Promise<readonly string[]>
}
