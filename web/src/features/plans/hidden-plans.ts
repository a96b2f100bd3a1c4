import { useSyncExternalStore } from 'react'

let hidden: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Not shown any more, as it is about to be deleted; or shown again. */
export function hidePlan(id: string, isHidden: boolean): void {
  const next = new Set(hidden)
  if (isHidden) next.add(id)
  else next.delete(id)
  hidden = next
  for (const listener of listeners) listener()
}

/** Plans that are about to be deleted: gone for the eye, and still to be had back. */
export const useHiddenPlans = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => hidden)
