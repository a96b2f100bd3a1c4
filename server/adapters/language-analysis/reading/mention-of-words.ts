import type { Mention } from '../../../ports/chunk-reader.ts'
import { phraseKey, phraseStems } from '../phrase-key.ts'
import type { Word } from '../words.ts'

/** The mention that consecutive words make, without the 's of a possessive; null for none. Its key is that of the phrase. */
export function mentionOfWords(words: readonly Word[], type: Mention['type'], language: string): Mention | null {
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return null
  const end = last.norm.endsWith("'s") ? last.end - 2 : last.end
  return { start: first.start, end, key: phraseKey(phraseStems(words), language), type }
}
