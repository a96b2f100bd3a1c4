import type { SearchHit } from '@learnpath/contracts'
import { useCallback, useLayoutEffect, useRef, type MouseEvent } from 'react'
import type { SearchChoice } from './search-address.ts'

interface Opening {
  /** Whether there is room beside the hits; otherwise their links lead to the reader. */
  readonly isWide: boolean
  readonly isOpen: boolean
  readonly change: (next: Partial<SearchChoice>) => void
}

interface OpeningActions {
  readonly onOpen: (hit: SearchHit, event: MouseEvent) => void
  /** The keyboard came to a hit: with a passage open, that one is shown. */
  readonly onReach: (hit: SearchHit) => void
}

/** Shows hits beside the list. The same functions at every keystroke, so that hits are drawn anew for other hits alone. */
export function useOpening({ isWide, isOpen, change }: Opening): OpeningActions {
  const latest = useRef(change)
  useLayoutEffect(() => {
    latest.current = change
  })
  const show = useCallback(({ documentId, start, end, page }: SearchHit): void => {
    latest.current({ open: { documentId, start, end, page } })
  }, [])
  const onOpen = useCallback(
    (hit: SearchHit, event: MouseEvent): void => {
      if (!isWide || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      show(hit)
    },
    [isWide, show],
  )
  const onReach = useCallback(
    (hit: SearchHit): void => {
      if (isOpen) show(hit)
    },
    [isOpen, show],
  )
  return { onOpen, onReach }
}
