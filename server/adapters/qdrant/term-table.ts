import type { KeywordTermStatistics, KeywordVocabulary } from '../../ports/keyword-index.ts'
import { type Collection, FIELD } from './collection.ts'
import { BM25, termOfText, termText } from './keyword-weights.ts'

/** The terms of a collection with the number of chunks that hold each, as they were at one version of it. */
export interface TermTable extends KeywordVocabulary {
  readonly version: number
  readonly termCount: number
  /** Rarity as Qdrant reckons it: by all chunks, of whatever language. */
  rarityOf(documentFrequency: number): number
}

/** ln(1 + (N − df + ½) / (df + ½)), with which Qdrant multiplies and which our own index uses per language. */
export function rarity(documentFrequency: number, chunkCount: number): number {
  return Math.log(1 + (chunkCount - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

/** First place in the ordered texts that is not before `text`. */
function placeOf(texts: readonly string[], text: string): number {
  let [from, to] = [0, texts.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((texts[middle] ?? '') < text) from = middle + 1
    else to = middle
  }
  return from
}

/** Reads all terms in one request; about 60 bytes each in memory. */
export async function loadTermTable(collection: Collection, version: number): Promise<TermTable> {
  const [terms, chunks] = await Promise.all([collection.facet(FIELD.terms), collection.facet(FIELD.language)])
  const texts = [...terms.keys()].toSorted()
  const counts = Uint32Array.from(texts, (text) => terms.get(text) ?? 0)
  const chunkCount = [...chunks.values()].reduce((sum, count) => sum + count, 0)

  function statistics(term: { readonly language: string; readonly term: string }): KeywordTermStatistics {
    const text = termText(term)
    const place = placeOf(texts, text)
    const ofLanguage = chunks.get(term.language) ?? 0
    return {
      documentFrequency: texts[place] === text ? (counts[place] ?? 0) : 0,
      chunkCount: ofLanguage,
      averageLength: ofLanguage === 0 ? 0 : BM25.usualLength,
    }
  }

  return {
    version,
    termCount: texts.length,
    statistics,
    rarityOf: (documentFrequency) => rarity(documentFrequency, chunkCount),
    expandPrefix(language, prefix, limit) {
      const start = termText({ language, term: prefix })
      const found: { readonly text: string; readonly count: number }[] = []
      for (let at = placeOf(texts, start); texts[at]?.startsWith(start) === true; at += 1) {
        found.push({ text: texts[at] ?? '', count: counts[at] ?? 0 })
      }
      return found
        .toSorted((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1))
        .slice(0, limit)
        .map(({ text }) => termOfText(text).term)
    },
    languages: () => [...chunks.keys()].toSorted(),
    chunkCount: () => chunkCount,
  }
}
