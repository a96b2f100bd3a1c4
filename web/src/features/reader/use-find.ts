import { useMemo, useState } from 'react'
import { findInText } from './find-in-text.ts'
import type { ReadingText, TextRange } from './reading-text.ts'

export interface Find {
  readonly hits: readonly TextRange[]
  /** Index of the hit that is shown; -1 before the first is gone to. */
  readonly index: number
  readonly current: TextRange | null
  /** The hit to go to, so many further on; the first time the first one from where the reader is. */
  readonly step: (by: 1 | -1, from: number) => TextRange | null
}

/** Where words stand in the document, and which of the places is shown. */
export function useFind(reading: ReadingText | null, words: string): Find {
  const hits = useMemo(() => (reading === null ? [] : findInText(reading.text, words)), [reading, words])
  const [shown, setShown] = useState({ hits, index: -1 })
  const index = shown.hits === hits ? shown.index : -1
  return {
    hits,
    index,
    current: hits[index] ?? null,
    step(by, from) {
      if (hits.length === 0) return null
      const next = index < 0 ? firstFrom(hits, from, by) : (index + by + hits.length) % hits.length
      setShown({ hits, index: next })
      return hits[next] ?? null
    },
  }
}

function firstFrom(hits: readonly TextRange[], from: number, by: 1 | -1): number {
  const after = hits.findIndex(({ end }) => end > from)
  if (by === 1) return Math.max(0, after)
  const before = hits.findLastIndex(({ start }) => start < from)
  return before < 0 ? hits.length - 1 : before
}
