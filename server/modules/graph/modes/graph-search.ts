import type { Database } from '../../../ports/relational-store.ts'
import type { ChunkInDocument } from '../../library/index.ts'
import type { NamedEntity } from './question-names.ts'
import type { QuestionWords } from './question-words.ts'

/** One question put to the graph. */
export interface GraphSearch {
  readonly db: Database
  readonly named: readonly NamedEntity[]
  readonly words: QuestionWords
  /** Passages of the library. */
  readonly passages: number
  /** Documents that may be looked at; null: all. */
  readonly documentIds: ReadonlySet<string> | null
  /** Chunks with their texts, without those that are gone. */
  readonly read: (chunkIds: readonly number[]) => Promise<ReadonlyMap<number, ChunkInDocument>>
}

/** A passage that the graph led to. */
export interface Lead {
  readonly chunkId: number
  readonly score: number
  /** Ids of the entities that led to it, the most telling first. */
  readonly entityIds: readonly string[]
  /** Ids of the relations that it is evidence for, the best first. */
  readonly relationIds: readonly string[]
  /** Passage that names the same entities and leaves words of the question open; null: the question itself led here. */
  readonly fromChunkId: number | null
}

export const isAllowed = ({ documentIds }: GraphSearch, documentId: string): boolean =>
  documentIds === null || documentIds.has(documentId)

/** Best first; equal scores in the order of the library. */
export const byScore = (one: Lead, other: Lead): number => other.score - one.score || one.chunkId - other.chunkId
