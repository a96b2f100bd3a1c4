import type { AnswerGeneration, AnswerSentence, Citation, SentenceSupport } from '@learnpath/contracts'
import { cite, type PageReader } from '../citations.ts'
import type { FittedSource } from '../fit-sources.ts'
import { chooseSources } from './choose-sources.ts'
import { judgeSupport } from './judge-support.ts'
import { matchSentence, type SourceMatch } from './match-sentence.ts'
import { readAnswer, type AnswerClaim } from './read-answer.ts'
import { rewriteAnswer } from './rewrite-answer.ts'
import { readSources } from './source-sentences.ts'

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
  const readable = readSources(sources)
  const repairs = { moved: 0, dropped: 0 }
  const checked = read.claims.map((claim): CheckedClaim => {
    const all = matchSentence(claim.text, readable)
    const numbers = [...new Set(claim.groups.flatMap((group) => read.markers[group]?.numbers ?? []))]
    const { replaced, added } = chooseSources(numbers, all)
    for (const [from, to] of replaced) {
      if (to === null) repairs.dropped++
      else if (to !== from) repairs.moved++
    }
    const groups = renumbered(claim, (group) => read.markers[group]?.numbers ?? [], replaced)
    const rests = new Set([...[...groups.values()].flat(), ...added])
    const matches = all
      .filter(({ source, window }) => rests.has(source.source.n) && window.length > 0)
      .toSorted((a, b) => b.score - a.score)
    return { claim, groups, added, support: judgeSupport(claim.text, language, matches), matches }
  })
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
  return { text, sentences, citations: citationsOf(sources, checked, pagesOf), repairs }
}

/** The right numbers of each group; within a sentence each number stands once. */
function renumbered(
  { groups }: AnswerClaim,
  numbersOf: (group: number) => readonly number[],
  replaced: ReadonlyMap<number, number | null>,
): Map<number, readonly number[]> {
  const used = new Set<number>()
  return new Map(
    groups.map((group) => {
      const right = numbersOf(group).flatMap((n) => replaced.get(n) ?? [])
      const fresh = [...new Set(right)].filter((n) => !used.has(n))
      for (const n of fresh) used.add(n)
      return [group, fresh]
    }),
  )
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
