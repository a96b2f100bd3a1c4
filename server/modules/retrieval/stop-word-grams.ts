import { isStopWord } from '../../kernel/text/stop-words.ts'
import { tokenize } from '../../kernel/text/tokens.ts'

/**
 * Pairs of neighbouring stop words, as terms that no analysed word can equal. The index holds no stop words, yet "to be or
 * not to be" and "the who" mean something: their pairs are rare enough to find the place and cost little to keep.
 */
export function stopWordGrams(words: readonly string[], language: string): string[] {
  const grams: string[] = []
  let previous: string | null = null
  for (const word of words) {
    const current: string | null = isStopWord(word, language) ? word : null
    if (current !== null && previous !== null) grams.push(`=${previous} ${current}`)
    previous = current
  }
  return grams
}

/** The terms a query of stop words alone searches for: its pairs, and each word (held for titles and headings only). */
export function stopWordQueryTerms(query: string, language: string): string[] {
  const words = tokenize(query).map((token) => token.text)
  return [...new Set([...stopWordGrams(words, language), ...words.map((word) => `=${word}`)])]
}
