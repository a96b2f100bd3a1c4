import type { AnalyzedToken } from '../../kernel/text/analyze.ts'
import type { KeywordTerm, KeywordVocabulary } from '../../ports/keyword-index.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import { RANKING } from './ranking-parameters.ts'
import type { WordRarity } from './word-rarity.ts'

export interface PlannedTerm extends KeywordTerm {
  /** The query's word that it came from, normalised. */
  readonly word: string
  /** The word stands in a quoted phrase only, so that it counts as a match inside the phrase alone. */
  readonly phraseOnly: boolean
}

/** Languages that write compounds as one word: "Dampf" is to find "Dampfschiff". */
const COMPOUNDING = new Set(['de', 'nl', 'sv', 'da', 'no', 'nb', 'nn', 'fi', 'hu'])
const LETTERS = /^\p{L}+$/u

export interface TermContext {
  readonly vocabulary: KeywordVocabulary
  readonly language: string
  readonly rarity: WordRarity
  readonly phraseOnly: boolean
}

/** Longer words of the library that begin with the term, as weaker matches, never worth more than the word itself. */
function expansions({ term, word }: AnalyzedToken, ownWeight: number, context: TermContext): PlannedTerm[] {
  const { vocabulary, language, rarity, phraseOnly } = context
  const wanted = COMPOUNDING.has(language) || ownWeight === 0
  if (!wanted || term.length < RANKING.expansionMinPrefix || !LETTERS.test(term)) return []
  return vocabulary
    .expandPrefix(language, term, RANKING.expansionLimit + 1)
    .filter((longer) => longer.length >= term.length + RANKING.expansionMinRest)
    .slice(0, RANKING.expansionLimit)
    .map((longer) => {
      const own = inverseDocumentFrequency(vocabulary.statistics({ language, term: longer }))
      const worth = rarity(word) === 0 ? own : Math.min(own, rarity(word))
      return { language, term: longer, word, phraseOnly, weight: (RANKING.expansionWeight * worth) / own }
    })
}

/** A word's term in one language and what else it is to find there. */
export function planWord(token: AnalyzedToken, context: TermContext): PlannedTerm[] {
  const { vocabulary, language, rarity, phraseOnly } = context
  const { term, word } = token
  const own = inverseDocumentFrequency(vocabulary.statistics({ language, term }))
  const exact = own === 0 ? [] : [{ language, term, word, phraseOnly, weight: rarity(word) / own }]
  return phraseOnly ? exact : [...exact, ...expansions(token, own, context)]
}
