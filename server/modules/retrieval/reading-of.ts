import type { SearchResponse } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { SearchBounds } from '../../ports/search-reach.ts'
import type { QueryPlan } from './query-plan.ts'
import type { VisibleDocuments } from './visible-documents.ts'

/** How a query was read. A word that only documents hold which may not be seen is unknown. */
export async function readingOf(
  plan: QueryPlan,
  index: KeywordIndex,
  visible: VisibleDocuments | null,
): Promise<SearchResponse['reading']> {
  const { parsed, unknownWords } = plan
  const unseen = visible === null || visible.key === null ? [] : await unseenWords(plan, index, visible.bounds)
  return {
    words: parsed.words,
    phrases: [...parsed.phrases],
    excluded: [...parsed.excludedWords, ...parsed.excludedPhrases],
    unknownWords: [...new Set([...unknownWords, ...unseen])],
  }
}

async function unseenWords({ terms }: QueryPlan, index: KeywordIndex, bounds: SearchBounds): Promise<string[]> {
  const unseen: string[] = []
  for (const word of new Set(terms.map((term) => term.word))) {
    const ofWord = terms.filter((term) => term.word === word)
    const { hits } = await index.search({ terms: ofWord, bounds, limit: 1 })
    if (hits.length === 0) unseen.push(word)
  }
  return unseen
}
