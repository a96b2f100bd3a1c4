import { analyze } from '../../kernel/text/analyze.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { QueryTerm } from './retrieval-api.ts'
import { createWordRarity } from './word-rarity.ts'

/** Distinct terms of a question in every language of the library, in order of the question. Nothing in it quotes or excludes. */
export function termsOfQuestion(question: string, index: KeywordIndex): QueryTerm[] {
  const languages = index.languages()
  const rarity = createWordRarity(index, languages)
  return languages.flatMap((language) => {
    const terms = new Map<string, QueryTerm>()
    for (const { word, term } of analyze(question, language)) {
      if (terms.has(term)) continue
      terms.set(term, { word, term, language, inverseDocumentFrequency: rarity(word) })
    }
    return [...terms.values()]
  })
}
