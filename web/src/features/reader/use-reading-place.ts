import { useEffect, useRef, useState } from 'react'
import { keepReadingPlace, readingPlaceIn } from './reading-places.ts'

/** Less than this far into a document is its beginning. */
const BEGINNING = 400

interface KeptPlace {
  /** Where the document was left before it was opened now; null at its beginning. */
  readonly leftAt: number | null
  readonly keep: (start: number) => void
}

/** Remembers in this browser where a document is read. */
export function useReadingPlace(documentId: string, title: string): KeptPlace {
  const [before] = useState(() => readingPlaceIn(documentId)?.start ?? 0)
  const last = useRef(before)
  useEffect(() => keepReadingPlace({ documentId, title, start: last.current }), [documentId, title])
  return {
    leftAt: before > BEGINNING ? before : null,
    keep: (start) => {
      last.current = start
      keepReadingPlace({ documentId, title, start })
    },
  }
}
