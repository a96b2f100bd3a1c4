import { analyze } from '../../kernel/text/analyze.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import type { QueryTerm } from './retrieval-api.ts'

/** Distinct terms of a question in every language of the library, in order of the question. Nothing in it quotes or excludes. */
export function termsOfQuestion(question: string, index: KeywordIndex): QueryTerm[] {
  return index.languages().flatMap((language) => {
    const terms = new Map<string, QueryTerm>()
    for (const { word, term } of analyze(question, language)) {
      if (terms.has(term)) continue
      const statistics = index.statistics({ language, term })
      terms.set(term, { word, term, language, inverseDocumentFrequency: inverseDocumentFrequency(statistics) })
    }
    return [...terms.values()]
  })
}
