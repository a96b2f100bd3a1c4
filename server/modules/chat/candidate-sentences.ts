import type { SearchHit } from '@learnpath/contracts'
import { analyze, type AnalyzedToken } from '../../kernel/text/analyze.ts'
import { sentences } from '../../kernel/text/sentences.ts'
import type { QuestionTerm } from './question-terms.ts'
import { formOf, type SentenceForm } from './sentence-form.ts'
import { createTermMatcher, share, type TermMatches } from './term-match.ts'

/** A question's term found at a place of the text. */
export interface FoundTerm {
  readonly index: number
  readonly strength: number
  readonly position: number
  /** Offset into the passage's text. */
  readonly start: number
}

/** A sentence that may answer. */
export interface Candidate {
  readonly passage: Passage
  /** Place among the passage's sentences. */
  readonly ordinal: number
  /** Offsets into the passage's text. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly form: SentenceForm
  readonly words: ReadonlySet<string>
  readonly wordCount: number
  readonly found: readonly FoundTerm[]
  /** Best strength per term of the question. */
  readonly matches: TermMatches
}

/** A hit of the search, read for one question. */
export interface Passage {
  readonly hit: SearchHit
  /** Place in the search result, from 0. */
  readonly place: number
  readonly candidates: readonly Candidate[]
  /** Best strength per term in the title and headings. */
  readonly headingMatches: TermMatches
  /** How far the question and one of the headings are the same words, 0 to 1. */
  readonly headingFit: number
  readonly matches: TermMatches
}

/** Splits the passages into sentences and looks up the question's terms in them. */
export function readPassages(hits: readonly SearchHit[], terms: readonly QuestionTerm[]): Passage[] {
  const matchers = new Map<string, ReturnType<typeof createTermMatcher>>()
  return hits.map((hit, place) => {
    const matcher = matchers.get(hit.language) ?? createTermMatcher(terms, hit.language)
    matchers.set(hit.language, matcher)
    return readPassage({ hit, place }, terms, matcher)
  })
}

function readPassage(
  { hit, place }: { readonly hit: SearchHit; readonly place: number },
  terms: readonly QuestionTerm[],
  matcher: ReturnType<typeof createTermMatcher>,
): Passage {
  const candidates: Candidate[] = []
  const headings = [hit.title, ...hit.headingPath].map((heading) => heading.trim())
  const matchesOfHeadings = headings.map((heading) => analyze(heading, hit.language).map(matcher))
  const headingMatches = strongest(matchesOfHeadings.flat())
  const all = new Map(headingMatches)
  const headingFit = Math.max(0, ...matchesOfHeadings.map((matches) => fit(matches, terms)))
  const passage = { hit, place, candidates, headingMatches, headingFit, matches: all }
  const takeTokens = tokenTaker(analyze(hit.text, hit.language))
  for (const { start, end } of sentences(hit.text, hit.language)) {
    const tokens = takeTokens(start, end)
    if (tokens.length === 0) continue
    const found = tokens.flatMap((token) =>
      [...matcher(token)].map(([index, strength]) => ({
        index,
        strength,
        position: token.position,
        start: token.start,
      })),
    )
    const matches = strongest(found.map(({ index, strength }) => new Map([[index, strength]])))
    for (const [index, strength] of matches) all.set(index, Math.max(strength, all.get(index) ?? 0))
    const text = hit.text.slice(start, end)
    const words = new Set(tokens.map(({ term }) => term))
    const reading = { form: formOf(text, headings), words, wordCount: tokens.length, found, matches }
    candidates.push({ passage, ordinal: candidates.length, start, end, text, ...reading })
  }
  return passage
}

/** Hands out the tokens of ranges that are asked for from left to right. */
function tokenTaker(tokens: readonly AnalyzedToken[]): (start: number, end: number) => AnalyzedToken[] {
  let next = 0
  return (start, end) => {
    const taken: AnalyzedToken[] = []
    for (; next < tokens.length; next++) {
      const token = tokens[next]
      if (token === undefined || token.start >= end) break
      if (token.start >= start) taken.push(token)
    }
    return taken
  }
}

function strongest(all: readonly TermMatches[]): Map<number, number> {
  const best = new Map<number, number>()
  for (const matches of all) {
    for (const [index, strength] of matches) best.set(index, Math.max(strength, best.get(index) ?? 0))
  }
  return best
}

/** Weighted F-measure of a heading's words against the question's terms. */
function fit(heading: readonly TermMatches[], terms: readonly QuestionTerm[]): number {
  const recall = share(terms, heading)
  const precision = heading.filter((matches) => matches.size > 0).length / Math.max(1, heading.length)
  return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
}
