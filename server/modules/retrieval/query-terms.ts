import type { KeywordVocabulary } from '../../ports/keyword-index.ts'
import { createQueryWords } from './query-words.ts'
import type { QueryTerm } from './retrieval-api.ts'
import { createWordRarity } from './word-rarity.ts'

/**
 * Distinct terms of a question in every language of the library, in order of the question, without the function words of the
 * language it is asked in. Nothing in it quotes or excludes.
 */
export function termsOfQuestion(question: string, vocabulary: KeywordVocabulary): QueryTerm[] {
  const languages = vocabulary.languages()
  const { telling } = createQueryWords(question, languages)
  const rarity = createWordRarity(vocabulary, languages)
  return languages.flatMap((language) => {
    const terms = new Map<string, QueryTerm>()
    for (const { word, term } of telling(question, language)) {
      if (terms.has(term)) continue
      terms.set(term, { word, term, language, inverseDocumentFrequency: rarity(word) })
    }
    return [...terms.values()]
  })
}
