import type { FontStyle, TextItem } from './text-item.ts'
import type { Segment } from './segments.ts'

/** Text in one style. */
export interface Span {
  text: string
  readonly style: FontStyle
}

/** A gap of this share of the font size is a space, even when the source has none. */
const SPACE_GAP = 0.17

/** Text of a segment in logical order, in runs of one style. */
export function spansOf(segment: Segment): Span[] {
  const spans: Span[] = []
  let before: TextItem | null = null
  for (const item of logicalOrder(segment.items)) {
    const text = item.text.replace(/\s+/g, ' ')
    const joint = before !== null && isSpaced(before, item) && !text.startsWith(' ') ? ' ' : ''
    const last = spans.at(-1)
    if (last !== undefined && sameStyle(last.style, item.style)) last.text += joint + text
    else {
      if (last !== undefined) last.text += joint
      spans.push({ text, style: item.style })
    }
    before = item
  }
  return spans
}

export function plainText(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('')
}

export function sameStyle(a: FontStyle, b: FontStyle): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.mono === b.mono
}

function isSpaced(before: TextItem, item: TextItem): boolean {
  if (/\s$/.test(before.text)) return false
  // Between scripts of different direction pdf.js loses the space: it lies inside the width of the run.
  if (item.rtl !== before.rtl && /\p{L}$/u.test(before.text) && /^\p{L}/u.test(item.text)) return true
  const gap = item.rtl || before.rtl ? before.x - (item.x + item.width) : item.x - (before.x + before.width)
  const size = Math.min(before.size, item.size)
  return gap > size * SPACE_GAP || (item.spaced && gap > -size * 0.5)
}

/** Left to right, or in a right-to-left line right to left with its left-to-right runs kept. */
function logicalOrder(items: readonly TextItem[]): TextItem[] {
  const visual = items.toSorted((a, b) => a.x - b.x)
  const rtlLetters = items.reduce((sum, item) => sum + (item.rtl ? item.text.length : 0), 0)
  const letters = items.reduce((sum, item) => sum + item.text.length, 0)
  if (rtlLetters * 2 <= letters) return visual
  const groups: TextItem[][] = []
  for (const item of visual) {
    const group = groups.at(-1)
    if (group !== undefined && !item.rtl && group.every((each) => !each.rtl)) group.push(item)
    else groups.push([item])
  }
  return groups.toReversed().flat()
}
