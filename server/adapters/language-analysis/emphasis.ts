import type { Mark, TextRange } from '../../ports/parsed-document.ts'
import type { Unit, Word } from './words.ts'

/** Words set off by the author as one phrase. */
export interface EmphasisedRun {
  readonly from: number
  readonly to: number
  /** 1 italic, 2 bold. */
  readonly emphasis: 1 | 2
}

const LONGEST_EMPHASISED = 5
const BLANK = /^\s*$/

/** Bold and italic stretches in order; neighbours of one kind are one stretch, as PDF files cut them at will. */
export function emphasisRanges(text: string, marks: readonly Mark[]): (TextRange & { readonly emphasis: 1 | 2 })[] {
  const ranges: { start: number; end: number; emphasis: 1 | 2 }[] = []
  for (const kind of ['bold', 'italic'] as const) {
    let last: { start: number; end: number; emphasis: 1 | 2 } | undefined
    for (const mark of marks) {
      if (mark.kind !== kind) continue
      if (last !== undefined && mark.start >= last.end && BLANK.test(text.slice(last.end, mark.start))) {
        last.end = mark.end
      } else {
        last = { start: mark.start, end: mark.end, emphasis: kind === 'bold' ? 2 : 1 }
        ranges.push(last)
      }
    }
  }
  return ranges.toSorted((left, right) => left.start - right.start || right.emphasis - left.emphasis)
}

/** The emphasised phrases of a unit, without function words at their ends. Emphasised sentences are none. */
export function emphasisedRuns(
  unit: Unit,
  ranges: readonly (TextRange & { readonly emphasis: 1 | 2 })[],
): EmphasisedRun[] {
  const { words } = unit
  const runs: EmphasisedRun[] = []
  let first = 0
  for (const { start, end, emphasis } of ranges) {
    while (first < words.length && (words[first]?.start ?? 0) < start) first++
    let after = first
    while (after < words.length && (words[after]?.end ?? 0) <= end) after++
    const { from, to } = withoutBounds(words, first, after)
    if (to > from && isOneName(words.slice(from, to))) runs.push({ from, to, emphasis })
  }
  return runs
}

function withoutBounds(words: readonly Word[], first: number, after: number): { from: number; to: number } {
  let from = first
  let to = after
  while (from < to && (isNoBound(words[from]) || words[from]?.number === true)) from++
  while (to > from && isNoBound(words[to - 1])) to--
  return { from, to }
}

function isOneName(words: readonly Word[]): boolean {
  return words.length <= LONGEST_EMPHASISED && words.slice(1).every(({ joined }) => joined) && !isInstruction(words)
}

/** Words that point or count, beyond the function words. */
const POINTERS = new Set('another many several various two three four five zwei drei vier fünf'.split(' '))

function isNoBound(word: Word | undefined): boolean {
  return word === undefined || (word.stop && !word.allCapitals) || POINTERS.has(word.norm)
}

/** "Install Node": English verbs in their base form open instructions, not names. */
function isInstruction(words: readonly Word[]): boolean {
  const [first] = words
  return words.length > 1 && first?.tag === 'VERB' && !/(?:ing|ed|en)$/.test(first.norm)
}
