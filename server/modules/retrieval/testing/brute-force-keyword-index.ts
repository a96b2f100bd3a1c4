import type {
  KeywordEntry,
  KeywordIndex,
  KeywordTerm,
  KeywordTermStatistics,
  KeywordVocabulary,
} from '../../../ports/keyword-index.ts'
import { isReached } from '../../../ports/search-reach.double.ts'

const K1 = 1.2
const B = 0.75

/** The port's meaning in the plainest code: every query looks at every entry. The reference for tests; in memory only. */
export function createBruteForceKeywordIndex(): KeywordIndex {
  const documents = new Map<string, readonly KeywordEntry[]>()
  let applied = 0
  let durable = 0

  const entries = (): KeywordEntry[] => [...documents.values()].flat()
  const frequency = (entry: KeywordEntry, term: { language: string; term: string }): number =>
    entry.language === term.language ? (entry.terms.get(term.term) ?? 0) : 0

  function statistics(term: { readonly language: string; readonly term: string }): KeywordTermStatistics {
    const ofLanguage = entries().filter((entry) => entry.language === term.language)
    const length = ofLanguage.reduce((sum, entry) => sum + entry.length, 0)
    return {
      documentFrequency: ofLanguage.filter((entry) => entry.terms.has(term.term)).length,
      chunkCount: ofLanguage.length,
      averageLength: ofLanguage.length === 0 ? 0 : length / ofLanguage.length,
    }
  }

  function parts(entry: KeywordEntry, terms: readonly KeywordTerm[]) {
    return terms.flatMap((term) => {
      const count = frequency(entry, term)
      if (count === 0) return []
      const figures = statistics(term)
      const { documentFrequency, chunkCount, averageLength } = figures
      const idf = Math.log(1 + (chunkCount - documentFrequency + 0.5) / (documentFrequency + 0.5))
      const norm = K1 * (1 - B + (B * entry.length) / averageLength)
      const score = (term.weight * idf * count * (K1 + 1)) / (count + norm)
      return [{ term, frequency: count, score, length: entry.length, statistics: figures }]
    })
  }

  const holdsAny = (entry: KeywordEntry, terms: readonly KeywordTerm[]): boolean =>
    terms.some((term) => frequency(entry, term) > 0)

  const vocabulary: KeywordVocabulary = {
    statistics,
    expandPrefix(language, prefix, limit) {
      const frequencies = new Map<string, number>()
      for (const entry of entries().filter((one) => one.language === language)) {
        for (const term of entry.terms.keys()) {
          if (term.startsWith(prefix)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
        }
      }
      return [...frequencies]
        .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
        .slice(0, limit)
        .map(([term]) => term)
    },
    languages: () => [...new Set(entries().map((entry) => entry.language))].toSorted(),
    chunkCount: () => entries().length,
  }
  const explain = (chunkId: number, terms: readonly KeywordTerm[]) => {
    const entry = entries().find((one) => one.chunkId === chunkId)
    return entry === undefined ? [] : parts(entry, terms)
  }

  return {
    keepsHomes: true,
    get durableSequence() {
      return durable
    },
    get appliedSequence() {
      return applied
    },
    replaceDocument(sequence, documentId, replacement) {
      if (replacement.length === 0) documents.delete(documentId)
      else documents.set(documentId, replacement)
      applied = Math.max(applied, sequence)
    },
    search(query) {
      const matching = entries()
        .filter((entry) => isReached(entry, query))
        .filter((entry) => holdsAny(entry, query.terms))
        .filter((entry) => (query.required ?? []).every((group) => holdsAny(entry, group)))
        .filter((entry) => !holdsAny(entry, query.excluded ?? []))
        .map((entry) => ({ entry, score: parts(entry, query.terms).reduce((sum, part) => sum + part.score, 0) }))
        .toSorted(
          (one, other) =>
            other.score - one.score ||
            one.entry.tieBreaker - other.entry.tieBreaker ||
            one.entry.chunkId - other.entry.chunkId,
        )
      const hits = matching.slice(0, query.limit).map(({ entry, score }) => ({ chunkId: entry.chunkId, score }))
      return { hits, total: matching.length, totalIsExact: true }
    },
    explain,
    scores(chunkIds, terms) {
      const scored = chunkIds.map((chunkId) => [chunkId, explain(chunkId, terms)] as const)
      return new Map(
        scored
          .filter(([, found]) => found.length > 0)
          .map(([chunkId, found]) => [chunkId, found.reduce((sum, part) => sum + part.score, 0)]),
      )
    },
    vocabulary: () => vocabulary,
    sizeBytes: () => 0,
    async flush() {
      durable = applied
      await Promise.resolve()
    },
    async purgeDeleted() {
      await Promise.resolve()
    },
    async clear() {
      documents.clear()
      applied = 0
      durable = 0
      await Promise.resolve()
    },
    async close() {
      await Promise.resolve()
    },
  }
}
