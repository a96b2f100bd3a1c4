import { analyze } from '../../../kernel/text/analyze.ts'
import { isRelated } from '../term-match.ts'
import { missingNumbers } from './number-keys.ts'
import type { ReadSource, ReadSources, SourceSentence } from './source-sentences.ts'

/** Where a source says most of what a sentence says. */
export interface SourceMatch {
  readonly source: ReadSource
  /** Neighbouring sentences of the source, in order. Empty: it has none. */
  readonly window: readonly SourceSentence[]
  /** Share of the telling words that the window holds, rare ones counting more; 0 to 1. */
  readonly coverage: number
  /** Share of the sentence's numbers that neither the window nor its surroundings hold. */
  readonly numbersMissing: number
  /** What decides between sources. */
  readonly score: number
}

interface ClaimTerm {
  readonly term: string
  readonly word: string
  readonly weight: number
}

const LONGEST_WINDOW = 3
/** What each further sentence of a window has to bring. */
const PER_SENTENCE = 0.03
/** A word of the same family, such as "Programmiersprache" for "Sprache". */
const RELATED = 0.6
/** A word that only the headings above the passage hold. */
const IN_HEADINGS = 0.5
/** A number that only another part of the passage holds. */
const NUMBER_ELSEWHERE = 0.5
const NUMBERS_WEIGHT = 0.35

/** How well each source says what the sentence says, in the order of the sources. */
export function matchSentence(text: string, { sources, sentenceCount, frequencies }: ReadSources): SourceMatch[] {
  const termsByLanguage = new Map<string, readonly ClaimTerm[]>()
  return sources.map((source) => {
    const known = termsByLanguage.get(source.language)
    const terms = known ?? claimTerms(text, source.language, { sentenceCount, frequencies })
    termsByLanguage.set(source.language, terms)
    return bestMatch(text, terms, source)
  })
}

function claimTerms(
  text: string,
  language: string,
  { sentenceCount, frequencies }: Pick<ReadSources, 'sentenceCount' | 'frequencies'>,
): ClaimTerm[] {
  const terms = new Map<string, ClaimTerm>()
  for (const { term, word } of analyze(text, language)) {
    if (/^\p{N}/u.test(word) || terms.has(term)) continue
    const weight = Math.log(1 + (sentenceCount + 1) / ((frequencies.get(term) ?? 0) + 1))
    terms.set(term, { term, word, weight })
  }
  return [...terms.values()]
}

function bestMatch(text: string, terms: readonly ClaimTerm[], source: ReadSource): SourceMatch {
  const strengths = source.sentences.map((sentence) => terms.map((term) => strength(term, sentence)))
  let best: SourceMatch = { source, window: [], coverage: 0, numbersMissing: 1, score: 0 }
  for (let first = 0; first < source.sentences.length; first++) {
    for (let length = 1; length <= LONGEST_WINDOW && first + length <= source.sentences.length; length++) {
      const window = source.sentences.slice(first, first + length)
      const coverage = coverageOf(terms, strengths.slice(first, first + length), source)
      const numbersMissing = numbersMissingOf(text, window, source)
      const score = coverage - NUMBERS_WEIGHT * numbersMissing - PER_SENTENCE * (length - 1)
      if (score > best.score) best = { source, window, coverage, numbersMissing, score }
    }
  }
  return best
}

function strength({ term, word }: ClaimTerm, sentence: SourceSentence): number {
  if (sentence.terms.has(term)) return 1
  return sentence.words.some((other) => isRelated(word, other)) ? RELATED : 0
}

function coverageOf(
  terms: readonly ClaimTerm[],
  window: readonly (readonly number[])[],
  { headingTerms }: ReadSource,
): number {
  let held = 0
  let all = 0
  for (const [index, { term, weight }] of terms.entries()) {
    const said = Math.max(0, ...window.map((strengths) => strengths[index] ?? 0))
    held += weight * Math.max(said, headingTerms.has(term) ? IN_HEADINGS : 0)
    all += weight
  }
  return all === 0 ? 0 : held / all
}

function numbersMissingOf(text: string, window: readonly SourceSentence[], source: ReadSource): number {
  const near = missingNumbers(text, new Set(window.flatMap(({ numbers }) => [...numbers])))
  if (near.missing === 0) return 0
  const anywhere = missingNumbers(text, source.numbers)
  return (anywhere.missing + NUMBER_ELSEWHERE * (near.missing - anywhere.missing)) / near.all
}
