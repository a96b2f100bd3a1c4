/** See `RateVerdict` in server/ports/rate-limiter.ts. */
interface Verdict {
  readonly isAllowed: boolean
  readonly remaining: number
  readonly retryAfterMs: number
  readonly resetMs: number
}

/**
 * The generic cell rate algorithm (ITU-T I.371) as virtual scheduling: one number a key, the time at which the quota would be whole
 * again. @returns the verdict and the new number, which is the old one when it is refused
 */
export function takeCell(
  fullAtMs: number,
  nowMs: number,
  { quota, windowMs }: { readonly quota: number; readonly windowMs: number },
): { readonly fullAtMs: number; readonly verdict: Verdict } {
  const intervalMs = windowMs / quota
  const tolerance = intervalMs / 100
  const before = Math.max(fullAtMs, nowMs)
  const after = before + intervalMs
  const excessMs = after - nowMs - windowMs
  const isAllowed = excessMs <= tolerance
  const filled = isAllowed ? after : before
  return {
    fullAtMs: filled,
    verdict: {
      isAllowed,
      remaining: Math.max(0, Math.floor((windowMs - (filled - nowMs) + tolerance) / intervalMs)),
      retryAfterMs: isAllowed ? 0 : Math.ceil(excessMs - ROUNDING_MS),
      resetMs: Math.ceil(filled - nowMs - ROUNDING_MS),
    },
  }
}

/** Fractions of milliseconds that were added up; a hundredth of a request is taken for the same reason. */
const ROUNDING_MS = 0.01
