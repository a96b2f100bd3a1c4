import { useSyncExternalStore } from 'react'

let hidden: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: ReadonlySet<string>): void {
  hidden = next
  for (const listener of listeners) listener()
}

/** Not shown any more, as they are about to be deleted. */
export const hideIds = (ids: readonly string[]): void => set(new Set([...hidden, ...ids]))

export const showIds = (ids: readonly string[]): void => set(new Set([...hidden].filter((id) => !ids.includes(id))))

/** What is about to be deleted, such as documents: gone for the eye, and still to be had back. */
export const useHiddenIds = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => hidden)
