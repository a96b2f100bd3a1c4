import type { AnalyzedToken } from '../../kernel/text/analyze.ts'
import type { QuestionTerm } from './question-terms.ts'

/** What a match of less than the whole word is worth: "Programmiersprache" for "Sprache", "conquest" for "conqueror". */
const PARTIAL = 0.6
const MIN_SHARED_LETTERS = 5

/** Term of the question (by index) → how well a token fits it, above 0 to 1. */
export type TermMatches = ReadonlyMap<number, number>

const NOTHING: TermMatches = new Map()

/** Matches tokens of one language against a question's terms and remembers each word it has seen. */
export function createTermMatcher(
  terms: readonly QuestionTerm[],
  language: string,
): (token: AnalyzedToken) => TermMatches {
  const known = new Map<string, TermMatches>()
  return (token) => {
    const before = known.get(token.word)
    if (before !== undefined) return before
    const matches = new Map<number, number>()
    for (const [index, term] of terms.entries()) {
      const strength = matchStrength(term, token, language)
      if (strength > 0) matches.set(index, strength)
    }
    const result = matches.size === 0 ? NOTHING : matches
    known.set(token.word, result)
    return result
  }
}

function matchStrength(term: QuestionTerm, token: AnalyzedToken, language: string): number {
  if (token.word === term.word || token.term === (term.termByLanguage.get(language) ?? term.word)) return 1
  if (/\p{N}/u.test(term.word)) return 0
  return isRelated(term.word, token.word) ? PARTIAL : 0
}

/** A long shared start, or the one ending or beginning with the other (German compounds). */
export function isRelated(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < MIN_SHARED_LETTERS) return false
  if (long.startsWith(short) || long.endsWith(short)) return true
  const shared = Math.max(MIN_SHARED_LETTERS, Math.ceil(0.7 * short.length))
  return long.length - short.length <= 5 && long.startsWith(short.slice(0, shared))
}

/** Share of the question's weight found in any of the places. */
export function share(terms: readonly QuestionTerm[], places: readonly TermMatches[]): number {
  let all = 0
  let found = 0
  for (const [index, term] of terms.entries()) {
    all += term.weight
    found += term.weight * Math.max(0, ...places.map((place) => place.get(index) ?? 0))
  }
  return all === 0 ? 0 : found / all
}
