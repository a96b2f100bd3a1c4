import { isStopWord } from '../../kernel/text/stop-words.ts'
import type { QueryTerm } from '../retrieval/index.ts'
import type { Question } from './question.ts'

/** One content word of the question. */
export interface QuestionTerm {
  readonly word: string
  /** How much finding it tells: its inverse document frequency, less for the words that only ask. */
  readonly weight: number
  /** Not in the library at all, in no language. */
  readonly absent: boolean
  /** A name or a number. */
  readonly anchor: boolean
  /** Its analysed form per language of the library. */
  readonly termByLanguage: ReadonlyMap<string, string>
}

/** Added to every word's worth: in a library of a few passages even telling words stand in all of them. */
const LEAST_WORTH = 1
const FRAME_SHARE = 0.25
const MINOR_SHARE = 0.6

/**
 * One term per word, in the order of the question. A stop word of the question's language is none, though it may be a word
 * in another language of the library. A word that the library has never seen tells as much as one in half a passage of
 * `chunkCount` would.
 */
export function questionTerms(
  question: Question,
  queryTerms: readonly QueryTerm[],
  chunkCount: number,
): QuestionTerm[] {
  const byWord = new Map<string, QueryTerm[]>()
  for (const term of queryTerms) {
    if (isStopWord(term.word, question.language)) continue
    byWord.set(term.word, [...(byWord.get(term.word) ?? []), term])
  }
  const absentWorth = Math.log(1 + chunkCount)
  return [...byWord].map(([word, forms]) => {
    const found = forms.filter((form) => form.inverseDocumentFrequency > 0)
    const worth = found.length === 0 ? absentWorth : Math.min(...found.map((form) => form.inverseDocumentFrequency))
    return {
      word,
      weight: (LEAST_WORTH + worth) * shareOfWorth(question, word),
      absent: found.length === 0,
      anchor: question.anchors.has(word),
      termByLanguage: new Map(forms.map((form) => [form.language, form.term])),
    }
  })
}

function shareOfWorth(question: Question, word: string): number {
  if (question.frameWords.has(word)) return FRAME_SHARE
  return question.minorWords.has(word) ? MINOR_SHARE : 1
}
