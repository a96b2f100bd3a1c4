import { useSyncExternalStore } from 'react'
import { useMedia } from './use-media.ts'

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** Whether colours are light or dark now, for what cannot use the style sheet's own. */
export function useColorScheme(): 'light' | 'dark' {
  const chosen = useSyncExternalStore(subscribe, () => document.documentElement.dataset['theme'])
  const systemIsDark = useMedia('(prefers-color-scheme: dark)')
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemIsDark ? 'dark' : 'light'
}
