import { useMemo, useState } from 'react'
import { pageStart, type ReadingText, type TextRange } from './reading-text.ts'
import { READING_LINE, type Target } from './target.ts'

/** Share of the window above what is gone to: a passage is read with what stands before it, a heading begins something. */
const ABOVE = { passage: 0.22, heading: 0.03, left: READING_LINE } as const

export interface Jumps {
  readonly target: Target | null
  readonly jump: (place: TextRange, kind: keyof typeof ABOVE) => void
}

interface Beginning {
  readonly reading: ReadingText | null
  /** The passage of the address. */
  readonly passage: TextRange | null
  readonly page: number | null
  /** Offset where the document was left; null when there is none or the address names a place. */
  readonly leftAt: number | null
}

/** Where to go: to the address's passage, page, or where the document was left; then wherever the reader wants. */
export function useJumps({ reading, passage, page, leftAt }: Beginning): Jumps {
  const start = passage?.start ?? null
  const end = passage?.end ?? null
  const first = useMemo((): Target | null => {
    if (start !== null && end !== null) return { start, end, above: ABOVE.passage }
    if (page !== null) {
      const at = reading === null ? null : pageStart(reading.pages, page)
      return at === null ? null : { start: at, end: at, above: 0 }
    }
    return leftAt === null ? null : { start: leftAt, end: leftAt, above: ABOVE.left }
  }, [start, end, page, leftAt, reading])
  const [wish, setWish] = useState<{ readonly after: Target | null; readonly target: Target } | null>(null)
  return {
    // A new address is a newer wish than a jump before it.
    target: wish !== null && wish.after === first ? wish.target : first,
    jump: (place, kind) =>
      setWish({ after: first, target: { start: place.start, end: place.end, above: ABOVE[kind] } }),
  }
}
