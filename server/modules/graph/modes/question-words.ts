import { createTermFinder } from '../../../kernel/text/analyze.ts'
import type { QueryTerm } from '../../retrieval/index.ts'

/** A text with its language. */
export interface Text {
  readonly text: string
  /** ISO 639-1 code. */
  readonly language: string
}

export interface QuestionWords {
  /** Words of the question that a text has in any inflection. */
  readonly wordsIn: (text: Text) => ReadonlySet<string>
  /** What words tell of all that the question asks, from 0 to 1: rare ones more. */
  readonly share: (words: Iterable<string>) => number
  /** Where the question's words stand in a text. */
  readonly rangesIn: (text: Text) => readonly { readonly start: number; readonly end: number }[]
}

/** @param terms in every language of the library, as retrieval knows them */
export function createQuestionWords(terms: readonly QueryTerm[]): QuestionWords {
  const weights = new Map<string, number>()
  for (const { word, inverseDocumentFrequency: weight } of terms) {
    weights.set(word, Math.max(weight, weights.get(word) ?? 0))
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const languages = new Map<string, { find: ReturnType<typeof createTermFinder>; words: Map<string, string> }>()

  function languageOf(language: string): { find: ReturnType<typeof createTermFinder>; words: Map<string, string> } {
    let known = languages.get(language)
    if (known === undefined) {
      const words = new Map(terms.filter((term) => term.language === language).map(({ term, word }) => [term, word]))
      known = { find: createTermFinder(language, new Set(words.keys())), words }
      languages.set(language, known)
    }
    return known
  }

  return {
    wordsIn({ text, language }) {
      const { find, words } = languageOf(language)
      return new Set(find(text).flatMap(({ term }) => words.get(term) ?? []))
    },
    share(words) {
      let sum = 0
      for (const word of words) sum += weights.get(word) ?? 0
      return total === 0 ? 0 : sum / total
    },
    rangesIn: ({ text, language }) => languageOf(language).find(text),
  }
}

/** What a passage without a word of the question counts. */
const WORDLESS = 0.1

/** How much of the question a passage holds, so that one that only names the same things comes behind. */
export const wordsFactor = (words: QuestionWords, passage: Text): number =>
  WORDLESS + words.share(words.wordsIn(passage)) ** 2
