import { elisionLength, elisionsOf, withoutApostrophes } from './apostrophes.ts'
import { stem } from './stem.ts'
import { isStopWord } from './stop-words.ts'
import type { Token } from './token.ts'
import { tokenize, tokenizeLike, type WordStarts, wordStarts } from './tokens.ts'

/** A word of a text as the keyword index takes it. Offsets are UTF-16 units of the text. */
export interface AnalyzedToken {
  /** The indexed form: stemmed and folded. */
  readonly term: string
  /** The normalised surface form. */
  readonly word: string
  readonly start: number
  readonly end: number
  /** Place among the words, stop words counted. The parts of a camel-case identifier begin at the place of the whole. */
  readonly position: number
}

/** Term of a word, '' for a stop word. */
type TermCache = Map<string, string>

// Two generations per language: what was not asked for during a whole generation is forgotten.
const GENERATION_SIZE = 30_000
const LONGEST_CACHED = 40
const caches = new Map<string, { young: TermCache; old: TermCache }>()

function cacheOf(language: string): { young: TermCache; old: TermCache } {
  let cache = caches.get(language)
  if (cache === undefined) {
    cache = { young: new Map(), old: new Map() }
    caches.set(language, cache)
  }
  return cache
}

function termOf(word: string, language: string, cache: { young: TermCache; old: TermCache }): string {
  const known = cache.young.get(word)
  if (known !== undefined) return known
  let term = cache.old.get(word)
  if (term === undefined) {
    const bare = withoutApostrophes(word)
    term = isStopWord(word, language) || isStopWord(bare, language) ? '' : stem(bare, language)
  }
  if (word.length > LONGEST_CACHED) return term
  if (cache.young.size >= GENERATION_SIZE) {
    cache.old = cache.young
    cache.young = new Map()
  }
  cache.young.set(detached(word), detached(term))
  return term
}

/** A copy that does not keep the text it was cut from alive. */
function detached(word: string): string {
  return word.length < 13 ? word : Buffer.from(word, 'utf16le').toString('utf16le')
}

/**
 * The words of a text as `language` (ISO 639-1, or 'und') indexes them: stop words removed but counted in `position`,
 * possessive 's and elided articles (French, Italian, Catalan) cut off, stems folded. A camel-case identifier gives
 * the whole word and its parts. Terms depend on word and language only, so a query analysed the same way finds them.
 */
export function analyze(text: string, language: string): AnalyzedToken[] {
  return analyzeTokens(tokenize(text), language)
}

/** Languages in which stemming leaves the first letter of a word of a–z as it is and makes no word longer. */
const INITIAL_KEPT = new Set(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'no', 'nb', 'nn'])

/** Words of a text among which are all that equal one of the words of `starts` or have it as their term; others may be empty. */
export function tokensLike(text: string, language: string, starts: WordStarts): Token[] {
  return INITIAL_KEPT.has(language) ? tokenizeLike(text, starts) : tokenize(text)
}

/** Gives of a text what `analyze` gives for the words whose term is one of `terms`, in a fraction of its time. */
export function createTermFinder(language: string, terms: ReadonlySet<string>): (text: string) => AnalyzedToken[] {
  const starts = wordStarts(terms)
  return (text) => analyzeTokens(tokensLike(text, language, starts), language).filter(({ term }) => terms.has(term))
}

/** The term of one normalised word, with what `analyze` cuts off cut off; '' for a stop word. */
export function termOfWord(word: string, language: string): string {
  const elisions = elisionsOf(language)
  const elided = elisions === undefined ? 0 : elisionLength(word, elisions)
  return termOf(word.slice(elided), language, cacheOf(language))
}

function analyzeTokens(tokens: readonly Token[], language: string): AnalyzedToken[] {
  const cache = cacheOf(language)
  const elisions = elisionsOf(language)
  const result: AnalyzedToken[] = []
  let position = 0
  for (const token of tokens) {
    let { start } = token
    let word = token.text
    if (word === '') {
      position += 1
      continue
    }
    const elided = elisions === undefined ? 0 : elisionLength(word, elisions)
    if (elided > 0) {
      word = word.slice(elided)
      start += elided
    }
    const term = termOf(word, language, cache)
    if (term !== '') result.push({ term, word, start, end: token.end, position })
    position += 1
    if (token.parts === undefined) continue
    position -= 1
    for (const part of token.parts) {
      const partTerm = termOf(part.text, language, cache)
      if (partTerm !== '') {
        result.push({ term: partTerm, word: part.text, start: part.start, end: part.end, position })
      }
      position += 1
    }
  }
  return result
}
