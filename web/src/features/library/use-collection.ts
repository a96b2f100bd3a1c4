import { useSyncExternalStore } from 'react'

const KEY = 'learnpath.collection'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another window of the app chose one.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const chosen = (): string | null => localStorage.getItem(KEY)

function choose(name: string | null): void {
  if (name === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, name)
  for (const listener of listeners) listener()
}

/** Name of the collection that the person works with; null for all. Remembered, and the same in every window. */
export function useCollection(): readonly [name: string | null, choose: (name: string | null) => void] {
  return [useSyncExternalStore(subscribe, chosen), choose]
}
