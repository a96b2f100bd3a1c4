export interface CircuitBreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number
  /** How long nobody tries after that; doubled with each trial that fails, up to `longestOpenMs`. */
  readonly openMs: number
  readonly longestOpenMs: number
}

/**
 * Keeps callers from waiting for what is down: after some failures in a row nobody tries for a while, then one does for all.
 * Times are of a monotonic clock, in milliseconds.
 */
export interface CircuitBreaker {
  /** Whether to try now. A caller that is let through as the one trial must report how it went. */
  allows(nowMs: number): boolean
  /** As `allows`, without being let through. */
  readonly isOpen: (nowMs: number) => boolean
  succeeded(): void
  failed(nowMs: number): void
}

export function createCircuitBreaker({ failures, openMs, longestOpenMs }: CircuitBreakerOptions): CircuitBreaker {
  let inARow = 0
  let openUntil: number | null = null
  let wait = openMs
  let trial = false

  const isOpen = (nowMs: number): boolean => openUntil !== null && (trial || nowMs < openUntil)
  return {
    isOpen,
    allows(nowMs) {
      if (isOpen(nowMs)) return false
      if (openUntil !== null) trial = true
      return true
    },
    succeeded() {
      inARow = 0
      openUntil = null
      wait = openMs
      trial = false
    },
    failed(nowMs) {
      inARow += 1
      if (!trial && inARow < failures) return
      openUntil = nowMs + wait
      wait = Math.min(wait * 2, longestOpenMs)
      trial = false
    },
  }
}
