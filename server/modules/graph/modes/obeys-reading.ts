import type { QueryReading } from '@learnpath/contracts'
import { tokenize } from '../../../kernel/text/tokens.ts'

/** Whether a text holds every quoted phrase of a query word for word, and nothing that the query excludes. */
export function obeysReading(text: string, { phrases, excluded }: QueryReading): boolean {
  if (phrases.length + excluded.length === 0) return true
  const held = ` ${wordsOf(text)} `
  const holds = (phrase: string): boolean => held.includes(` ${wordsOf(phrase)} `)
  return phrases.every(holds) && !excluded.some(holds)
}

const wordsOf = (text: string): string =>
  tokenize(text)
    .map((token) => token.text)
    .join(' ')
