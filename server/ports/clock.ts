/** Where time comes from. Injected, so that the same input gives the same output in tests. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. May jump when the machine's clock is set; use it for dates only. */
  now(): number
  /** Milliseconds from an arbitrary start; never goes back. Use it for durations and time-outs. */
  monotonicMs(): number
}
