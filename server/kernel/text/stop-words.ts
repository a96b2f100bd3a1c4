import { STOP_WORD_LISTS } from './stop-word-lists.ts'

const sets = new Map<string, ReadonlySet<string>>()
const ALIASES: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' }

/** The stop words of a language; empty when it has no list. Each list is read when first asked for. */
function stopWords(language: string): ReadonlySet<string> {
  let words = sets.get(language)
  if (words === undefined) {
    const list = STOP_WORD_LISTS[ALIASES[language] ?? language] ?? ''
    words = new Set(list.split(/\s+/).filter((word) => word !== ''))
    sets.set(language, words)
  }
  return words
}

/** Whether a normalised word (as `tokenize` gives it) is a function word of the language. False for languages without a list. */
export function isStopWord(normalisedWord: string, language: string): boolean {
  return stopWords(language).has(normalisedWord)
}
