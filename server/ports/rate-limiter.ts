/** As many as `quota` at once, and `quota` per `windowMs` in the long run. */
export interface RatePolicy {
  readonly quota: number
  readonly windowMs: number
}

export interface RateVerdict {
  readonly isAllowed: boolean
  /** How many more would be allowed at once. */
  readonly remaining: number
  /** Until the next one is allowed; 0 when this one is. */
  readonly retryAfterMs: number
  /** Until the whole quota is there again. */
  readonly resetMs: number
}

/** Counts what somebody does against a quota that fills up evenly. */
export interface RateLimiter {
  /** Takes one if there is one; what is refused is not counted. Keys are counted apart. Never rejects. */
  take(key: string, policy: RatePolicy): Promise<RateVerdict>
}
