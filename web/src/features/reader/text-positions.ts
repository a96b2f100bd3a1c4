import type { TextRange } from './reading-text.ts'
import { READING_LINE } from './target.ts'

/** The run of text on the page that holds an offset. Runs carry their offset in `data-at`. */
function runAt(root: HTMLElement, offset: number): { node: Text; within: number } | null {
  let found: { node: Text; within: number } | null = null
  for (const run of root.querySelectorAll<HTMLElement>('[data-at]')) {
    const start = Number(run.dataset['at'])
    const node = run.firstChild
    if (!(node instanceof Text) || start > offset) continue
    if (offset < start + node.length) return { node, within: offset - start }
    found = { node, within: node.length }
  }
  return found
}

/** Where an offset stands in the window; null when that part of the text is not drawn. */
export function rectangleAt(root: HTMLElement, range: TextRange): DOMRect | null {
  const place = runAt(root, range.start)
  if (place === null) return null
  const line = document.createRange()
  line.setStart(place.node, place.within)
  line.setEnd(place.node, Math.min(place.node.length, place.within + Math.max(1, range.end - range.start)))
  return line.getBoundingClientRect()
}

/** The offsets that a selection in the text covers; null when it is elsewhere. */
export function selectedRange(root: HTMLElement, selection: Selection): TextRange | null {
  if (selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.commonAncestorContainer)) return null
  let start = Number.POSITIVE_INFINITY
  let end = -1
  for (const run of root.querySelectorAll<HTMLElement>('[data-at]')) {
    const node = run.firstChild
    if (!(node instanceof Text) || !range.intersectsNode(node)) continue
    const at = Number(run.dataset['at'])
    const from = node === range.startContainer ? range.startOffset : 0
    const to = node === range.endContainer ? range.endOffset : node.length
    if (to <= from) continue
    start = Math.min(start, at + from)
    end = Math.max(end, at + to)
  }
  return end > start ? { start, end } : null
}

/** Offset of the block at the line that is taken to be read. */
export function offsetBeingRead(scroller: HTMLElement): number | null {
  const { top: upperEdge, height } = scroller.getBoundingClientRect()
  const top = upperEdge + height * READING_LINE
  for (const block of scroller.querySelectorAll<HTMLElement>('[data-block]')) {
    if (block.getBoundingClientRect().bottom > top + 8) return Number(block.dataset['block'])
  }
  return null
}
