import type { Document } from '@learnpath/contracts'
import { useMemo, useRef, useState, type RefObject } from 'react'
import { linkedPassage, type LinkedPassage } from './linked-passage.ts'
import { outlineOf, type OutlineEntry } from './outline.ts'
import { chosenWords, type ChosenWords } from './passage-words.ts'
import type { AlignedPages } from './pdf-view.tsx'
import type { ReaderView } from './document-views.tsx'
import type { ReadingText, TextRange } from './reading-text.ts'
import type { Target } from './target.ts'
import type { Highlight } from './text-pieces.ts'
import { useFind, type Find } from './use-find.ts'
import { useJumps } from './use-jumps.ts'
import { useReaderAddress, type ReaderAddress } from './use-reader-address.ts'
import { useReadingPlace } from './use-reading-place.ts'

export interface ReaderState {
  readonly address: ReaderAddress
  readonly view: ReaderView
  readonly showView: (view: ReaderView) => void
  readonly linked: LinkedPassage | null
  /** The words of the passage that led here. */
  readonly passage: ChosenWords | null
  readonly highlights: readonly Highlight[]
  readonly target: Target | null
  readonly toPassage: () => void
  /** Whether the document was opened where it was left. */
  readonly isResumed: boolean
  readonly toBeginning: () => void
  readonly outline: readonly OutlineEntry[]
  /** Offset of what is read now. */
  readonly place: number
  readonly toEntry: (entry: OutlineEntry) => void
  readonly tellPlace: (offset: number) => void
  readonly find: Find
  /** Null: nothing is looked for. */
  readonly setFind: (words: string | null) => void
  readonly stepHit: (by: 1 | -1) => void
  readonly alignedPages: RefObject<AlignedPages>
}

/** What is shown of a document, and how to go elsewhere in it. */
export function useReader(document: Document, text: ReadingText | null): ReaderState {
  const [address, changeAddress] = useReaderAddress()
  const { leftAt, keep } = useReadingPlace(document.id, document.title)
  const [beginsWhereLeft] = useState(leftAt !== null && address.passage === null && address.page === null)
  const [isResumed, setResumed] = useState(beginsWhereLeft)
  const linked = useLinked(text, address)
  const stretch = linked?.passage ?? address.passage
  const { target, jump } = useJumps({
    reading: text,
    passage: stretch,
    page: address.page,
    leftAt: beginsWhereLeft ? leftAt : null,
  })
  const [place, setPlace] = useState(leftAt ?? 0)
  // A chosen section is the current one also where it cannot be scrolled to the top, until the reader goes on.
  const chosen = useRef<{ restedAt: number | null } | null>(null)
  const find = useFind(text, address.find ?? '')
  const marked = linked === null || linked.certainty === 'unsure' ? null : linked.passage
  return {
    address,
    view: address.view ?? (document.format === 'pdf' ? 'pdf' : 'text'),
    showView: (view) => changeAddress({ view }),
    linked,
    passage: text === null || marked === null ? null : chosenWords(text, marked),
    highlights: useHighlights(marked, find),
    target,
    toPassage: () => stretch !== null && jump(stretch, 'passage'),
    isResumed,
    toBeginning: () => {
      setResumed(false)
      jump({ start: 0, end: 0 }, 'heading')
    },
    outline: useMemo(() => (text === null ? [] : outlineOf(text)), [text]),
    place,
    toEntry: (entry) => {
      setPlace(entry.start)
      chosen.current = { restedAt: null }
      jump(entry, 'heading')
    },
    tellPlace: (offset) => {
      keep(offset)
      if (chosen.current !== null) {
        chosen.current.restedAt ??= offset
        if (chosen.current.restedAt === offset) return
        chosen.current = null
      }
      setPlace(offset)
    },
    find,
    setFind: (words) => changeAddress({ find: words }),
    stepHit: (by) => {
      const hit = find.step(by, place)
      if (hit !== null) jump(hit, 'passage')
    },
    alignedPages: useRef<AlignedPages>(new Map()),
  }
}

/** The same object for as long as the link and the text are the same. */
function useLinked(text: ReadingText | null, { passage, version, words }: ReaderAddress): LinkedPassage | null {
  const start = passage?.start ?? null
  const end = passage?.end ?? null
  return useMemo(
    () =>
      text === null || start === null || end === null
        ? null
        : linkedPassage(text, { passage: { start, end }, version, words }),
    [text, start, end, version, words],
  )
}

function useHighlights(passage: TextRange | null, { hits, current }: Find): readonly Highlight[] {
  return useMemo(() => {
    const highlights: Highlight[] = hits.map((hit) => ({ ...hit, kind: hit === current ? 'current' : 'hit' }))
    return passage === null ? highlights : [{ ...passage, kind: 'passage' }, ...highlights]
  }, [passage, hits, current])
}
