import { termOfWord, tokensLike } from '../../kernel/text/analyze.ts'
import { type Token, tokenize, type WordStarts, wordStarts } from '../../kernel/text/tokens.ts'

export interface Range {
  readonly start: number
  readonly end: number
}

interface PhraseWord {
  readonly text: string
  /** '' for a stop word, which matches only as it is. */
  readonly term: string
}

function wordsOf(phrase: string, language: string): PhraseWord[] {
  return tokenize(phrase).map(({ text }) => ({ text, term: termOfWord(text, language) }))
}

/** A word matches in any inflection. */
function isWord({ text }: Token, wanted: PhraseWord, language: string): boolean {
  if (text === wanted.text) return true
  return text !== '' && wanted.term !== '' && termOfWord(text, language) === wanted.term
}

function placesOf(tokens: readonly Token[], words: readonly PhraseWord[], language: string): Range[] {
  const found: Range[] = []
  for (let first = 0; first + words.length <= tokens.length; first += 1) {
    let matched = 0
    for (const word of words) {
      const token = tokens[first + matched]
      if (token === undefined || !isWord(token, word, language)) break
      matched += 1
    }
    const [start, end] = [tokens[first]?.start, tokens[first + words.length - 1]?.end]
    if (matched === words.length && start !== undefined && end !== undefined) found.push({ start, end })
  }
  return found
}

/** Per phrase, in their order, the places in a text where its words follow each other. Offsets are UTF-16 units of the text. */
export type PhraseFinder = (text: string, language: string) => Range[][]

/** Reads the phrases once per language. */
export function createPhraseFinder(phrases: readonly string[]): PhraseFinder {
  const known = new Map<string, { words: PhraseWord[][]; starts: WordStarts }>()

  function read(language: string): { words: PhraseWord[][]; starts: WordStarts } {
    const words = phrases.map((phrase) => wordsOf(phrase, language))
    const forms = words.flat().flatMap(({ text, term }) => (term === '' ? [text] : [text, term]))
    return { words, starts: wordStarts(forms) }
  }

  return (text, language) => {
    const { words, starts } = known.get(language) ?? read(language)
    known.set(language, { words, starts })
    const tokens = tokensLike(text, language, starts)
    return words.map((phrase) => placesOf(tokens, phrase, language))
  }
}
