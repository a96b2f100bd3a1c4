import type { Revocations } from '../../ports/revocations.ts'

/** For an installation of one process. */
export function createInProcessRevocations(): Revocations {
  const listeners = new Set<(userId: string) => void>()
  return {
    announce(userId) {
      for (const listener of listeners) listener(userId)
    },
    subscribe(listener) {
      const own = (userId: string) => listener(userId)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}
