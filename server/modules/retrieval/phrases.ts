import { analyze } from '../../kernel/text/analyze.ts'
import { tokenize } from '../../kernel/text/tokens.ts'

export interface Range {
  readonly start: number
  readonly end: number
}

/** A word with its analysed term; stop words have none. Offsets are UTF-16 units of the text. */
interface PhraseToken extends Range {
  readonly text: string
  readonly term: string | null
}

/** Every word of the text, stop words too. */
export function phraseTokens(text: string, language: string): PhraseToken[] {
  const terms = new Map(analyze(text, language).map((token) => [token.start, token.term]))
  return tokenize(text).map((token) => ({ ...token, term: terms.get(token.start) ?? null }))
}

function sameWord(one: PhraseToken, other: PhraseToken): boolean {
  return one.text === other.text || (one.term !== null && one.term === other.term)
}

/** Places where the phrase's words follow each other. A word matches in any inflection, a stop word only as it is. */
export function findPhrase(tokens: readonly PhraseToken[], phrase: readonly PhraseToken[]): Range[] {
  const found: Range[] = []
  const [first] = phrase
  if (first === undefined) return found
  for (const [at, token] of tokens.entries()) {
    if (!sameWord(token, first)) continue
    const last = tokens[at + phrase.length - 1]
    const matches = phrase.every((word, offset) => {
      const other = tokens[at + offset]
      return other !== undefined && sameWord(other, word)
    })
    if (matches && last !== undefined) found.push({ start: token.start, end: last.end })
  }
  return found
}

/** Whether the phrase occurs in any of the texts. */
export function holdsPhrase(texts: readonly string[], phrase: string, language: string): boolean {
  const wanted = phraseTokens(phrase, language)
  return texts.some((text) => findPhrase(phraseTokens(text, language), wanted).length > 0)
}
