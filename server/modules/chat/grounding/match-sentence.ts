import { analyze } from '../../../kernel/text/analyze.ts'
import { isNegated } from '../question.ts'
import { isRelated } from '../term-match.ts'
import { missingNumbers } from './number-keys.ts'
import type { ReadSource, ReadSources, SourceSentence } from './source-sentences.ts'

/** Where a source says most of what a sentence says. */
export interface SourceMatch {
  readonly source: ReadSource
  /** Neighbouring sentences of the source, in order. Empty: it has none. */
  readonly window: readonly SourceSentence[]
  /** Of the window, the one that says most of it. */
  readonly nearest: SourceSentence | null
  /** Share of the telling words that this one holds by itself. */
  readonly nearestShare: number
  /** Of the window's sentences that deny something, the shares of the telling words that they hold. */
  readonly denials: readonly number[]
  /** How well the window has each of the sentence's telling words, 0 to 1. */
  readonly strengths: readonly number[]
  /** What each of those words is worth. */
  readonly weights: readonly number[]
  /** Share of the sentence's numbers that neither the window nor its surroundings hold. */
  readonly numbersMissing: number
  /** What decides between sources. */
  readonly score: number
  /** It is in another language than the sentence: only names, numbers and words that look alike were compared. */
  readonly foreign: boolean
}

interface ClaimTerm {
  readonly term: string
  readonly word: string
  readonly weight: number
}

/** What joins two statements in one sentence. */
const JOINT = /[,;]\s+(?:(?:and|but|while|whereas|und|aber|während|sowie|doch)\s+)?|\s+[–—]\s+/u
const CLAUSE_WORDS = 5

/** Words by which an answer speaks of its sources or itself: "according to the documents", "kurz gesagt". */
const SPEAKS_OF_SOURCES: ReadonlySet<string> = new Set(
  (
    'according document documents source sources text texts passage passages excerpt excerpts says say states state stated said mentions ' +
    'mentioned describes described provided given summary short briefly overall therefore thus additionally furthermore moreover finally ' +
    'however example laut gemäß dokument dokumente dokumenten unterlagen quelle quellen text texte texten textstelle auszug auszüge sagt heißt gesagt ' +
    'erwähnt beschrieben beschreibt genannt zusammenfassend zusammengefasst kurz insgesamt daher somit außerdem zudem schließlich jedoch beispielsweise'
  ).split(' '),
)
const FRAME_SHARE = 0.2
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

/** How well each source says what the sentence says, in the order of the sources. @param language of the sentence */
export function matchSentence(text: string, language: string, { sources, ...statistics }: ReadSources): SourceMatch[] {
  const matches = new Map<ReadSource, SourceMatch>()
  for (const written of new Set(sources.map((source) => source.language))) {
    const own = sources.filter((source) => source.language === written)
    const foreign = isForeign(language, written)
    const terms = claimTerms(text, written, statistics)
    const tables = own.map((source) =>
      source.sentences.map((sentence) => terms.map((term) => strength(term, sentence))),
    )
    // A word of the other language tells nothing by being absent.
    const compared = terms.map((_, at) => !foreign || tables.flat().some((strengths) => (strengths[at] ?? 0) > 0))
    const kept = <Value>(values: readonly Value[]): Value[] => values.filter((_, at) => compared[at])
    for (const [index, source] of own.entries()) {
      const claim = { text, terms: kept(terms), foreign }
      matches.set(source, bestMatch(claim, (tables[index] ?? []).map(kept), source))
    }
  }
  return sources.flatMap((source) => matches.get(source) ?? [])
}

/** Statements that a sentence is made of; none when it is one. */
export function clausesOf(text: string): string[] {
  const clauses = text.split(JOINT).filter((clause) => clause.split(/\s+/u).length >= CLAUSE_WORDS)
  return clauses.length > 1 || (clauses[0]?.length ?? text.length) < text.length ? clauses : []
}

/** Share of the sentence's telling words that the matches hold together, rare ones counting more; 0 to 1. */
export function coverageOf(matches: readonly SourceMatch[]): number {
  const [first] = matches
  if (first === undefined) return 0
  const all = first.weights.reduce((sum, weight) => sum + weight, 0)
  const held = first.weights.reduce(
    (sum, weight, at) => sum + weight * Math.max(...matches.map(({ strengths }) => strengths[at] ?? 0)),
    0,
  )
  return all === 0 ? 0 : held / all
}

const isForeign = (language: string, other: string): boolean =>
  language !== other && language !== 'und' && other !== 'und'

function claimTerms(
  text: string,
  language: string,
  { sentenceCount, frequencies }: Omit<ReadSources, 'sources'>,
): ClaimTerm[] {
  const terms = new Map<string, ClaimTerm>()
  for (const { term, word } of analyze(text, language)) {
    if (/^\p{N}/u.test(word) || terms.has(term)) continue
    const worth = Math.log(1 + (sentenceCount + 1) / ((frequencies.get(term) ?? 0) + 1))
    terms.set(term, { term, word, weight: worth * (SPEAKS_OF_SOURCES.has(word) ? FRAME_SHARE : 1) })
  }
  return [...terms.values()]
}

function strength({ term, word }: ClaimTerm, sentence: SourceSentence): number {
  if (sentence.terms.has(term)) return 1
  return sentence.words.some((other) => isRelated(word, other)) ? RELATED : 0
}

interface Claim {
  readonly text: string
  readonly terms: readonly ClaimTerm[]
  readonly foreign: boolean
}

/** @param table per sentence of the source, how well it has each of the words */
function bestMatch(
  { text, terms, foreign }: Claim,
  table: readonly (readonly number[])[],
  source: ReadSource,
): SourceMatch {
  const weights = terms.map(({ weight }) => weight)
  const inHeadings = terms.map(({ term }) => (source.headingTerms.has(term) ? IN_HEADINGS : 0))
  // What nothing could be compared with may still say it, anywhere.
  const window = foreign ? source.sentences : []
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = table.map((row) => row.reduce((sum, strong, at) => sum + (strong * (weights[at] ?? 0)) / total, 0))
  const common = { source, weights, foreign, nearest: null, nearestShare: 0, denials: [] }
  let best: SourceMatch = { ...common, window, strengths: inHeadings, numbersMissing: 1, score: 0 }
  for (let first = 0; first < source.sentences.length; first++) {
    for (let length = 1; length <= LONGEST_WINDOW && first + length <= source.sentences.length; length++) {
      const near = source.sentences.slice(first, first + length)
      const rows = table.slice(first, first + length)
      const strengths = inHeadings.map((least, at) => Math.max(least, ...rows.map((row) => row[at] ?? 0)))
      const numbersMissing = numbersMissingOf(text, near, source)
      const match = { ...common, window: near, strengths, numbersMissing, score: 0 }
      const score = coverageOf([match]) - NUMBERS_WEIGHT * numbersMissing - PER_SENTENCE * (length - 1)
      if (score <= best.score) continue
      const own = shares.slice(first, first + length)
      const denials = own.filter((_, at) => isNegated(near[at]?.text ?? ''))
      const nearestShare = Math.max(...own)
      best = { ...match, nearest: near[own.indexOf(nearestShare)] ?? null, nearestShare, denials, score }
    }
  }
  return best
}

function numbersMissingOf(text: string, window: readonly SourceSentence[], source: ReadSource): number {
  const near = missingNumbers(text, new Set(window.flatMap(({ numbers }) => [...numbers])))
  if (near.missing === 0) return 0
  const anywhere = missingNumbers(text, source.numbers)
  return (anywhere.missing + NUMBER_ELSEWHERE * (near.missing - anywhere.missing)) / near.all
}
