import type { SearchHit } from '@learnpath/contracts'
import { analyze } from '../../kernel/text/analyze.ts'
import { sentences } from '../../kernel/text/sentences.ts'
import type { QuestionTerm } from './question-terms.ts'
import { createTermMatcher, share, type TermMatches } from './term-match.ts'

const OBJECTIVES_HEADING =
  /\b(?:overview|objectives?|outcomes|learning goals|what you will learn|review questions|knowledge check|self-check|lernziele?|überblick|kontrollfragen|übungsfragen)\b/iu
const OBJECTIVE =
  /^(?:know|understand|learn|explain|describe|discuss|be able|sie (?:lernen|wissen|verstehen|können)|du (?:lernst|weißt|verstehst))\s+(?:about|how|what|when|where|which|why|the|that|to|and|was|wie|warum|wann|welche)\b/iu

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
  /**
   * `heading`: only a heading; `fragment`: no whole sentence, e.g. a list item or a caption; `question`: asks itself;
   * `objective`: says what the reader will know, not what there is to know.
   */
  readonly form: 'sentence' | 'fragment' | 'heading' | 'question' | 'objective'
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
  const tokens = analyze(hit.text, hit.language)
  const candidates: Candidate[] = []
  const headings = [hit.title, ...hit.headingPath].map((heading) => heading.trim())
  const matchesOfHeadings = headings.map((heading) => analyze(heading, hit.language).map(matcher))
  const headingMatches = strongest(matchesOfHeadings.flat())
  const underObjectives = OBJECTIVES_HEADING.test(hit.headingPath.at(-1) ?? '')
  const all = new Map(headingMatches)
  const headingFit = Math.max(0, ...matchesOfHeadings.map((matches) => fit(matches, terms)))
  const passage = { hit, place, candidates, headingMatches, headingFit, matches: all }
  let next = 0
  for (const range of sentences(hit.text, hit.language)) {
    const words = new Set<string>()
    const found: FoundTerm[] = []
    let wordCount = 0
    for (; next < tokens.length; next++) {
      const token = tokens[next]
      if (token === undefined || token.start >= range.end) break
      if (token.start < range.start) continue
      words.add(token.term)
      wordCount++
      for (const [index, strength] of matcher(token)) {
        found.push({ index, strength, position: token.position, start: token.start })
      }
    }
    if (wordCount === 0) continue
    const matches = strongest(found.map(({ index, strength }) => new Map([[index, strength]])))
    for (const [index, strength] of matches) all.set(index, Math.max(strength, all.get(index) ?? 0))
    const text = hit.text.slice(range.start, range.end)
    const place = { passage, ordinal: candidates.length, start: range.start, end: range.end, text }
    candidates.push({
      ...place,
      form: underObjectives ? 'objective' : formOf(text, headings),
      words,
      wordCount,
      found,
      matches,
    })
  }
  return passage
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

function formOf(text: string, headings: readonly string[]): Candidate['form'] {
  const bare = text.trim()
  if (headings.includes(bare)) return 'heading'
  if (/[?？]["”“»«’')\]]*$/u.test(bare)) return 'question'
  if (OBJECTIVE.test(bare)) return 'objective'
  return /[.!:;。！…]["”“»«’')\]\d]*$/u.test(bare) ? 'sentence' : 'fragment'
}
