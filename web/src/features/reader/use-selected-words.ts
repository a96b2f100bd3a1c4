import { useEffect, useState, type RefObject } from 'react'
import { selectedOnPage } from './page-highlights.ts'
import { chosenWords, type ChosenWords } from './passage-words.ts'
import type { AlignedPages } from './pdf-view.tsx'
import type { ReadingText, TextRange } from './reading-text.ts'
import { selectedRange } from './text-positions.ts'

export interface SelectedWords extends ChosenWords {
  /** Where the selection is in the window. */
  readonly place: DOMRect
}

/** A selection that is still being made is not looked at. */
const SETTLE_MS = 250

/** The words that are selected in the document, in its text or on its pages; null when none are. */
export function useSelectedWords(
  root: RefObject<HTMLElement | null>,
  reading: ReadingText | null,
  alignedPages: RefObject<AlignedPages>,
): SelectedWords | null {
  const [selected, setSelected] = useState<SelectedWords | null>(null)
  useEffect(() => {
    let timer = 0
    const look = (): void => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        if (root.current !== null) setSelected(wordsIn(root.current, reading, alignedPages.current))
      }, SETTLE_MS)
    }
    document.addEventListener('selectionchange', look)
    window.addEventListener('scroll', look, { passive: true, capture: true })
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('selectionchange', look)
      window.removeEventListener('scroll', look, { capture: true })
    }
  }, [root, reading, alignedPages])
  return selected
}

function wordsIn(root: HTMLElement, reading: ReadingText | null, pages: AlignedPages): SelectedWords | null {
  const selection = window.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.commonAncestorContainer)) return null
  const plain = selection.toString().trim()
  const place = range.getBoundingClientRect()
  if (plain === '' || place.width === 0) return null
  const stretch = selectedRange(root, selection) ?? selectedOnPages(pages, range)
  if (stretch === null || reading === null) return { words: plain, range: null, page: null, place }
  return { ...chosenWords(reading, stretch), place }
}

function selectedOnPages(pages: AlignedPages, selection: Range): TextRange | null {
  const found = [...pages.values()]
    .filter(({ layer }) => selection.intersectsNode(layer.root))
    .map((page) => selectedOnPage(page, selection))
    .filter((stretch) => stretch !== null)
  if (found.length === 0) return null
  return { start: Math.min(...found.map(({ start }) => start)), end: Math.max(...found.map(({ end }) => end)) }
}
