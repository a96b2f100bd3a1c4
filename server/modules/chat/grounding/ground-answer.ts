import type { AnswerGeneration, AnswerSentence, Citation, SentenceSupport } from '@learnpath/contracts'
import { detectLanguage } from '../../../kernel/text/detect-language.ts'
import { cite, type PageReader } from '../citations.ts'
import type { FittedSource } from '../fit-sources.ts'
import { missingNumber, rightNumber } from './choose-sources.ts'
import { judgeSupport } from './judge-support.ts'
import { matchCode } from './match-code.ts'
import { clausesOf, matchSentence, type SourceMatch } from './match-sentence.ts'
import { readAnswer, type AnswerClaim, type ReadAnswer } from './read-answer.ts'
import { rewriteAnswer } from './rewrite-answer.ts'
import { readSources, type ReadSources } from './source-sentences.ts'

/** An answer of a model, checked against its sources. */
export interface GroundedAnswer {
  /** With repaired markers. */
  readonly text: string
  readonly sentences: readonly AnswerSentence[]
  readonly citations: readonly Citation[]
  readonly repairs: AnswerGeneration['repairs']
}

interface CheckedClaim {
  readonly claim: AnswerClaim
  /** Numbers per group of markers. */
  readonly groups: ReadonlyMap<number, readonly number[]>
  readonly added: readonly number[]
  readonly support: SentenceSupport
  /** Of the sources that it rests on, the best first. */
  readonly matches: readonly SourceMatch[]
}

/**
 * Compares each sentence of an answer with all sources: numbers that stand for a source that does not say it are corrected or taken
 * out, and every sentence gets the words that bear it.
 */
export function groundAnswer(
  written: string,
  sources: readonly FittedSource[],
  { language, pagesOf }: { readonly language: string; readonly pagesOf: PageReader },
): GroundedAnswer {
  const read = readAnswer(written, language)
  const spoken = languageOf(written, language)
  const checker = createChecker(read, spoken, readSources(sources))
  const checked = read.claims.map(checker.check)
  const { text, ranges } = rewriteAnswer(
    read,
    (group) => checked.flatMap(({ groups }) => groups.get(group) ?? []),
    (claim) => checked[claim]?.added ?? [],
  )
  const sentences = checked.flatMap(({ claim, support, matches }, index): AnswerSentence[] => {
    const { start, end } = ranges[index] ?? claim
    if (claim.kind === 'lead-in' && matches.length === 0) return []
    return [
      {
        text: text.slice(start, end),
        start,
        end,
        citations: matches.map(({ source }) => source.source.n),
        support,
        quotes: matches.map(quoteOf),
      },
    ]
  })
  return { text, sentences, citations: citationsOf(sources, checked, pagesOf), repairs: checker.repairs }
}

/** Each source's match with the sentence or with its part before a marker, whichever is better. */
function betterOfBoth(part: readonly SourceMatch[], whole: readonly SourceMatch[]): SourceMatch[] {
  return part.map((match, at) => {
    const other = whole[at]
    return other !== undefined && other.score > match.score ? other : match
  })
}

/** A question may be answered in another language than it was asked in. */
function languageOf(written: string, asked: string): string {
  const detected = detectLanguage(written)
  return detected === 'und' ? asked : detected
}

interface Checker {
  readonly check: (claim: AnswerClaim) => CheckedClaim
  readonly repairs: GroundedAnswer['repairs']
}

/** Checks claims one after the other and counts what was wrong. */
function createChecker(read: ReadAnswer, language: string, sources: ReadSources): Checker {
  const repairs = { moved: 0, dropped: 0 }
  const numbersOf = (group: number): readonly number[] => read.markers[group]?.numbers ?? []

  function repaired(n: number, matches: readonly SourceMatch[]): number[] {
    const right = rightNumber(n, matches)
    if (right === null) repairs.dropped++
    else if (right !== n) repairs.moved++
    return right === null ? [] : [right]
  }
  /** A sentence of which one half is borne is so in part. */
  function supportOf(text: string, matches: readonly SourceMatch[]): SentenceSupport {
    const whole = judgeSupport(text, language, matches)
    if (whole !== 'not-found' || matches.length === 0) return whole
    const cited = new Set(matches.map(({ source }) => source))
    const isHalf = clausesOf(text).some((clause) => {
      const own = matchSentence(clause, language, sources).filter(({ source }) => cited.has(source))
      return judgeSupport(clause, language, own) === 'supported'
    })
    return isHalf ? 'partly' : whole
  }
  return {
    repairs,
    check(claim) {
      if (claim.kind === 'code') {
        const found = matchCode(claim.text, sources.sources)
        return {
          claim,
          groups: new Map(),
          added: [],
          support: found?.support ?? 'not-found',
          matches: found === null ? [] : [found.match],
        }
      }
      const whole = matchSentence(claim.text, language, sources)
      const groups = new Map<number, readonly number[]>()
      const rests = new Set<number>()
      for (const { group, text } of claim.groups) {
        const parts = [...(text === claim.text ? [] : [text]), ...clausesOf(text)]
        const part = parts.reduce<readonly SourceMatch[]>(
          (best, clause) => betterOfBoth(matchSentence(clause, language, sources), best),
          whole,
        )
        const right = [...new Set(numbersOf(group).flatMap((n) => repaired(n, part)))].filter((n) => !rests.has(n))
        groups.set(group, right)
        for (const n of right) rests.add(n)
      }
      const lacking = rests.size === 0 ? missingNumber(whole) : null
      const added = lacking === null ? [] : [lacking]
      const matches = whole.filter(({ source: { source } }) => rests.has(source.n) || source.n === lacking)
      return {
        claim,
        groups,
        added,
        support: supportOf(claim.text, matches),
        matches: matches.toSorted((a, b) => b.score - a.score),
      }
    },
  }
}

function windowOf({ window }: SourceMatch): { readonly start: number; readonly end: number } {
  return { start: window[0]?.start ?? 0, end: window.at(-1)?.end ?? 0 }
}

function quoteOf(match: SourceMatch): AnswerSentence['quotes'][number] {
  const { n, hit } = match.source.source
  const { start, end } = windowOf(match)
  return { n, start: hit.start + start, end: hit.start + end, text: hit.text.slice(start, end) }
}

/** Each source that is used, from the first to the last of the words that bear something. */
function citationsOf(
  sources: readonly FittedSource[],
  checked: readonly CheckedClaim[],
  pagesOf: PageReader,
): Citation[] {
  return sources.flatMap(({ n, hit }) => {
    const windows = checked
      .flatMap(({ matches }) => matches.filter(({ source }) => source.source.n === n))
      .map(windowOf)
    if (windows.length === 0) return []
    const start = Math.min(...windows.map((window) => window.start))
    const end = Math.max(...windows.map((window) => window.end))
    return [cite({ n, hit, start, end }, pagesOf)]
  })
}
