import { useCallback, useSyncExternalStore } from 'react'

/** Whether the window fits a media query, such as `(min-width: 68rem)`. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

/** Whether there is room for a document beside a list: the breakpoint `lg`. */
export const useIsWide = (): boolean => useMedia('(min-width: 68rem)')
