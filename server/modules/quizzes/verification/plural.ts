import { englishSingular } from '../../../kernel/text/singular.ts'
import type { DraftFacts, WordedText } from './draft-facts.ts'

const LONGEST_TERM = 4

/** Whether a term is written as several things: by its last word in English, as its concept says in other languages; null when neither tells. */
export function isPlural(
  { text, words }: WordedText,
  { context, language }: Pick<DraftFacts, 'context' | 'language'>,
): boolean | null {
  const head = words.at(-1)
  if (head === undefined || words.length > LONGEST_TERM) return null
  // "Genetics" is one thing.
  if (language === 'en') return !head.endsWith('ics') && englishSingular(head) !== head
  const concept = context.conceptsByName.get(text.toLowerCase())
  // The concept knows the number of its name alone.
  return concept?.name.toLowerCase() === text.toLowerCase() ? concept.plural : null
}
