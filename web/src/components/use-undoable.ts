import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from './toast.tsx'

interface Undoable {
  /** Said at once, such as "Deleted: notes.md". */
  readonly text: string
  /** Hides it on the page. */
  readonly hide: () => void
  /** Brings it back. */
  readonly show: () => void
  /** Does it for good. Called when the toast is gone, or when the page is left before. */
  readonly commit: () => void
}

/** Something that can be taken back for a few seconds instead of being asked about before. */
export function useUndoable(): (undoable: Undoable) => void {
  const t = useTranslations('app')
  const toast = useToast()
  const waiting = useRef(new Set<() => void>())
  useEffect(() => {
    const commits = waiting.current
    const commitAll = (): void => {
      for (const commit of commits) commit()
    }
    window.addEventListener('pagehide', commitAll)
    return () => window.removeEventListener('pagehide', commitAll)
  }, [])
  return useCallback(
    ({ text, hide, show, commit }) => {
      const once = (): void => {
        if (waiting.current.delete(once)) commit()
      }
      waiting.current.add(once)
      hide()
      toast({
        text,
        action: {
          label: t('undo'),
          run: () => {
            waiting.current.delete(once)
            show()
          },
        },
        onGone: once,
      })
    },
    [t, toast],
  )
}
