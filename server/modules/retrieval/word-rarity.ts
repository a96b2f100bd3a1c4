import { analyze } from '../../kernel/text/analyze.ts'
import { isStopWord } from '../../kernel/text/stop-words.ts'
import type { KeywordVocabulary } from '../../ports/keyword-index.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'

/**
 * Inverse document frequency of a normalised word in the library as a whole. The index counts every language apart; alone,
 * those counts would make each word of the only German document worthless, and each "the" of a document of unknown language
 * precious. A stop word counts as held by every chunk of its language. In a library of one language this is the index's own idf.
 */
export type WordRarity = (word: string) => number

export function createWordRarity(vocabulary: KeywordVocabulary, languages: readonly string[]): WordRarity {
  const known = new Map<string, number>()

  function measure(word: string): number {
    const pooled = { documentFrequency: 0, chunkCount: 0 }
    for (const language of languages) {
      const term = analyze(word, language)[0]?.term ?? ''
      const statistics = vocabulary.statistics({ language, term })
      pooled.chunkCount += statistics.chunkCount
      pooled.documentFrequency += isStopWord(word, language) ? statistics.chunkCount : statistics.documentFrequency
    }
    return inverseDocumentFrequency(pooled)
  }

  return (word) => {
    const rarity = known.get(word) ?? measure(word)
    known.set(word, rarity)
    return rarity
  }
}
