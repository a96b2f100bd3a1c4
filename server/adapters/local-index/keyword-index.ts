import { LearnPathError } from '@learnpath/contracts'
import { commonMembers } from '../../kernel/common-members.ts'
import type {
  KeywordEntry,
  KeywordFound,
  KeywordIndex,
  KeywordQuery,
  KeywordScorePart,
  KeywordTerm,
  KeywordVocabulary,
} from '../../ports/keyword-index.ts'
import { type Bm25Parameters, termScoring } from './bm25.ts'
import { createChunkScoring } from './chunk-scoring.ts'
import { type Committer, createCommitter } from './commit.ts'
import type { IndexState } from './index-state.ts'
import { openState } from './open-state.ts'
import { type SearchProgress, type SearchTerm, searchSegment } from './search-segment.ts'
import { splitTermKey, termKey } from './term-key.ts'
import { TopHits } from './top-hits.ts'

const DEFAULT_PARAMETERS: Bm25Parameters = { k1: 1.2, b: 0.75 }
/** Chunks in memory that start a flush. */
const CHUNKS_PER_FLUSH = 8192

export interface LocalKeywordIndexOptions {
  /** Made when it is missing. Nobody else may use it. */
  readonly folder: string
  /** An index written with other values is refused as damaged: the bounds it keeps would be wrong. */
  readonly parameters?: Bm25Parameters
}

/**
 * BM25 index of our own in one folder: immutable segments read into memory, changes collected in memory and committed
 * together in one step. Scores are exact whatever was deleted or merged.
 * @throws LP_INDEX_DAMAGED when a file is not what was written.
 */
export async function createLocalKeywordIndex(options: LocalKeywordIndexOptions): Promise<KeywordIndex> {
  const { folder, parameters = DEFAULT_PARAMETERS } = options
  const { state, manifest } = await openState(folder, parameters)
  return new LocalKeywordIndex(state, createCommitter(folder, state, manifest))
}

function keyOf({ language, term }: KeywordTerm): Uint8Array {
  return termKey(language, term)
}

class LocalKeywordIndex implements KeywordIndex, KeywordVocabulary {
  readonly keepsHomes = false
  readonly #state: IndexState
  readonly #committer: Committer
  #flushing = false
  #failure: Error | undefined

  constructor(state: IndexState, committer: Committer) {
    this.#state = state
    this.#committer = committer
  }

  get durableSequence(): number {
    return this.#state.durableSequence
  }

  get appliedSequence(): number {
    return this.#state.appliedSequence
  }

  replaceDocument(sequence: number, documentId: string, entries: readonly KeywordEntry[]): void {
    if (this.#failure !== undefined) {
      const failure = this.#failure
      this.#failure = undefined
      throw failure
    }
    this.#state.replace(documentId, entries)
    this.#state.appliedSequence = Math.max(this.#state.appliedSequence, sequence)
    if (!this.#flushing && this.#state.unstoredChunkCount() >= CHUNKS_PER_FLUSH) this.#flushInBackground()
  }

  search(query: KeywordQuery): KeywordFound {
    const state = this.#state
    state.seal()
    const progress: SearchProgress = { hits: new TopHits(query.limit), matches: 0, exact: true }
    const plan = {
      terms: this.#searchTerms(query.terms),
      required: (query.required ?? []).map((group) => group.map(keyOf)),
      excluded: (query.excluded ?? []).map(keyOf),
      documentIds: commonMembers(query.bounds?.documentIds, query.documentIds),
    }
    // The largest segment first: its best hits let the others be skipped.
    const segments = state.segments.map(({ live }) => live).toSorted((a, b) => b.liveChunkCount - a.liveChunkCount)
    for (const live of segments) searchSegment(live, plan, progress)
    return { hits: progress.hits.sorted(), total: progress.matches, totalIsExact: progress.exact }
  }

  explain(chunkId: number, terms: readonly KeywordTerm[]): readonly KeywordScorePart[] {
    const parts: KeywordScorePart[] = []
    createChunkScoring(this.#state, terms)(chunkId, (part) => parts.push(part))
    return parts
  }

  scores(chunkIds: readonly number[], terms: readonly KeywordTerm[]): ReadonlyMap<number, number> {
    const scores = new Map<number, number>()
    const scoreParts = createChunkScoring(this.#state, terms)
    for (const chunkId of chunkIds) {
      scoreParts(chunkId, ({ score }) => scores.set(chunkId, (scores.get(chunkId) ?? 0) + score))
    }
    return scores
  }

  vocabulary(): KeywordVocabulary {
    return this
  }

  statistics({ language, term }: { readonly language: string; readonly term: string }) {
    return this.#state.statistics(language, term)
  }

  expandPrefix(language: string, prefix: string, limit: number): readonly string[] {
    this.#state.seal()
    const frequencies = new Map<string, number>()
    for (const { live } of this.#state.segments) {
      live.eachTermFrom(termKey(language, prefix), (term, key) => {
        frequencies.set(key, (frequencies.get(key) ?? 0) + live.liveFrequency(term))
      })
    }
    return [...frequencies]
      .filter(([, frequency]) => frequency > 0)
      .toSorted((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
      .slice(0, limit)
      .map(([key]) => splitTermKey(key).term)
  }

  languages(): readonly string[] {
    return this.#state.languages()
  }

  chunkCount(): number {
    return this.#state.chunkCount()
  }

  sizeBytes(): number {
    let sum = 0
    for (const { live } of this.#state.segments) sum += live.segment.file.length
    return sum
  }

  async flush(): Promise<void> {
    await this.#committer.commit({ purge: false })
  }

  async purgeDeleted(): Promise<void> {
    await this.#committer.commit({ purge: true })
  }

  async clear(): Promise<void> {
    await this.#committer.clear()
  }

  async close(): Promise<void> {
    await this.flush()
  }

  /** Equal terms are one, of the sum of their weights. Terms that no chunk has are left out. */
  #searchTerms(terms: readonly KeywordTerm[]): SearchTerm[] {
    const weights = new Map<string, { language: string; term: string; weight: number }>()
    for (const { language, term, weight } of terms) {
      const known = weights.get(`${language}\0${term}`)
      if (known === undefined) weights.set(`${language}\0${term}`, { language, term, weight })
      else known.weight += weight
    }
    return [...weights.values()].flatMap(({ language, term, weight }) => {
      const statistics = this.#state.statistics(language, term)
      if (statistics.documentFrequency === 0) return []
      const scoring = termScoring(weight, statistics, this.#state.parameters)
      return [{ key: termKey(language, term), scoring, language, averageLength: statistics.averageLength }]
    })
  }

  #flushInBackground(): void {
    this.#flushing = true
    this.flush()
      .catch((cause: unknown) => {
        // Told to the next caller who brings a change; a flush that is waited for tells its own.
        this.#failure = cause instanceof Error ? cause : new LearnPathError('LP_INTERNAL', { cause })
      })
      .finally(() => {
        this.#flushing = false
      })
  }
}
