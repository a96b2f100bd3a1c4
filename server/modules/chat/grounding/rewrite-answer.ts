import type { MarkerGroup, TextRange } from './citation-markers.ts'
import type { ReadAnswer } from './read-answer.ts'

/** The answer with other markers, and where its claims stand in it. */
export interface RewrittenAnswer {
  readonly text: string
  readonly ranges: readonly TextRange[]
}

interface Edit extends TextRange {
  readonly text: string
}

/**
 * Puts other numbers into the groups of markers, and adds markers behind claims.
 * @param numbersOf the numbers of a group from now on; none takes it away
 * @param addedTo the numbers to add behind a claim
 */
export function rewriteAnswer(
  { text, markers, claims }: ReadAnswer,
  numbersOf: (group: number) => readonly number[],
  addedTo: (claim: number) => readonly number[],
): RewrittenAnswer {
  const edits: Edit[] = markers.map((group, index) => ({
    start: group.start,
    end: group.end,
    text: markerText(text, group, numbersOf(index)),
  }))
  for (const [index, { end }] of claims.entries()) {
    const added = addedTo(index)
    if (added.length > 0) edits.push({ start: end, end, text: ` ${added.map((n) => `[${n}]`).join('')}` })
  }
  return apply(text, edits, claims)
}

function markerText(text: string, { start, end }: MarkerGroup, numbers: readonly number[]): string {
  if (numbers.length === 0) return ''
  const [before, after] = [/^\s*/u, /\s*$/u].map((blanks) => blanks.exec(text.slice(start, end))?.[0] ?? '')
  return `${before}${numbers.map((n) => `[${n}]`).join('')}${after}`
}

function apply(text: string, edits: readonly Edit[], claims: readonly TextRange[]): RewrittenAnswer {
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const edit of inOrder) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  result += text.slice(at)
  const shiftTo = (place: number): number =>
    inOrder
      .filter(({ start, end }) => end <= place && start < place)
      .reduce((shifted, edit) => shifted + edit.text.length - (edit.end - edit.start), place)
  return { text: result, ranges: claims.map(({ start, end }) => ({ start: shiftTo(start), end: shiftTo(end) })) }
}
