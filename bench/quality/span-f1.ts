import type { MarkedSpan } from './mention-sets.ts'

export interface SpanCounts {
  found: number
  marked: number
  right: number
}

export const noSpans = (): SpanCounts => ({ found: 0, marked: 0, right: 0 })

/** Adds a text to the counts: spans are right when both ends are, and the types with `typed`. */
export function countSpans(
  counts: SpanCounts,
  { found, marked }: { readonly found: readonly MarkedSpan[]; readonly marked: readonly MarkedSpan[] },
  typed: boolean,
): void {
  const key = ({ start, end, type }: MarkedSpan): string => (typed ? `${start}-${end}-${type}` : `${start}-${end}`)
  const wanted = new Set(marked.map(key))
  const given = new Set(found.map(key))
  counts.found += given.size
  counts.marked += wanted.size
  counts.right += [...given].filter((each) => wanted.has(each)).length
}

export function spanF1({ found, marked, right }: SpanCounts): { precision: number; recall: number; f1: number } {
  const [precision, recall] = [right / Math.max(1, found), right / Math.max(1, marked)]
  return { precision, recall, f1: (2 * right) / Math.max(1, found + marked) }
}
