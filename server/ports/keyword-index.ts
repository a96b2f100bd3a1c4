import type { EntryHome, SearchReach } from './search-reach.ts'

/** A chunk as the keyword index takes it: analysed, weighted, ready to be counted. */
export interface KeywordEntry extends EntryHome {
  /** `chunks.id`. */
  readonly chunkId: number
  /** `documents.id`. */
  readonly documentId: string
  /** Terms live apart per language: "die" in German is not "die" in English. ISO 639-1 or 'und'. */
  readonly language: string
  /** Analysed term → weighted frequency, title and headings counted with their weights. Positive. */
  readonly terms: ReadonlyMap<string, number>
  /** Length that BM25 normalises by, in terms. */
  readonly length: number
  /** Breaks ties of score; made from the document's collection, path and place, so that it survives a rebuild. Unsigned 32 bit. */
  readonly tieBreaker: number
}

export interface KeywordTerm {
  readonly language: string
  readonly term: string
  /** Multiplies the term's score; below 1 for a weaker kind of match, e.g. a prefix expansion. */
  readonly weight: number
}

export interface KeywordQuery extends SearchReach {
  /** A chunk matches when it holds any of these. */
  readonly terms: readonly KeywordTerm[]
  /** A chunk must hold at least one term of every group (words of a phrase). */
  readonly required?: readonly (readonly KeywordTerm[])[]
  /** A chunk must hold none of these. */
  readonly excluded?: readonly KeywordTerm[]
  readonly limit: number
}

export interface KeywordHit {
  readonly chunkId: number
  readonly score: number
}

export interface KeywordTermStatistics {
  /** Chunks that hold the term. */
  readonly documentFrequency: number
  /** Chunks of the term's language. */
  readonly chunkCount: number
  /** Mean length of the chunks of the language, in terms. */
  readonly averageLength: number
}

export interface KeywordFound {
  readonly hits: readonly KeywordHit[]
  readonly total: number
  readonly totalIsExact: boolean
}

/** What one term adds to the score of one chunk. */
export interface KeywordScorePart {
  readonly term: KeywordTerm
  readonly frequency: number
  readonly score: number
  readonly length: number
  readonly statistics: KeywordTermStatistics
}

/** What planning a query asks of the index: its terms and how many chunks hold them. */
export interface KeywordVocabulary {
  statistics(term: { readonly language: string; readonly term: string }): KeywordTermStatistics
  /** Terms of the language that start with `prefix`, most frequent first. */
  expandPrefix(language: string, prefix: string, limit: number): readonly string[]
  /** Languages of live entries. */
  languages(): readonly string[]
  chunkCount(): number
}

/**
 * BM25 with OR semantics over analysed terms. A projection of the relational store: it can be dropped and rebuilt.
 * Scores do not depend on the order of changes, on segments or on restarts: they equal those of an index built anew
 * from the live entries (deleted entries count nowhere). Equal scores are ordered by `tieBreaker`, then `chunkId`.
 * Methods that may give a promise give the value itself where the index is in this process.
 */
export interface KeywordIndex {
  /** Whether bounds are kept by workspace and collection; else by documents. */
  readonly keepsHomes: boolean
  /** Last change-log sequence that is durable; after a crash, changes after it must be applied again. */
  readonly durableSequence: number
  /** Last change-log sequence that searches see. */
  readonly appliedSequence: number
  /**
   * Replaces all entries of a document, or deletes it when `entries` is empty. Visible to the next search. Idempotent.
   * Durable at the next flush, which the index does by itself by size and on `close`.
   */
  replaceDocument(sequence: number, documentId: string, entries: readonly KeywordEntry[]): void | Promise<void>
  search(query: KeywordQuery): KeywordFound | Promise<KeywordFound>
  /** Per term: its part of the chunk's score. Terms that the chunk lacks are absent. */
  explain(
    chunkId: number,
    terms: readonly KeywordTerm[],
  ): readonly KeywordScorePart[] | Promise<readonly KeywordScorePart[]>
  /** Scores of those of the chunks that hold any of the terms, as `search` would give them. */
  scores(
    chunkIds: readonly number[],
    terms: readonly KeywordTerm[],
  ): ReadonlyMap<number, number> | Promise<ReadonlyMap<number, number>>
  /** As searches see the index now. */
  vocabulary(): KeywordVocabulary | Promise<KeywordVocabulary>
  sizeBytes(): number
  /** Writes what is in memory to disk, with `appliedSequence` as the new `durableSequence`. */
  flush(): Promise<void>
  /** Rewrites segments so that nothing of deleted entries remains on disk. */
  purgeDeleted(): Promise<void>
  /** Empties the index and sets both sequences to 0. */
  clear(): Promise<void>
  close(): Promise<void>
}
