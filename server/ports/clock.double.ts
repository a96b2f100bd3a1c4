import type { Clock } from './clock.ts'

export interface ManualClock extends Clock {
  /** Moves both readings forward. */
  advance(ms: number): void
  /** Sets the wall clock alone, also backwards, as an operator or NTP would. */
  setNow(ms: number): void
}

/** A clock that stands still until a test moves it. Starts at 2026-01-01T00:00:00Z. */
export function createManualClock(startMs: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startMs
  let monotonic = 0
  return {
    now: () => now,
    monotonicMs: () => monotonic,
    advance(ms) {
      now += ms
      monotonic += ms
    },
    setNow(ms) {
      now = ms
    },
  }
}
