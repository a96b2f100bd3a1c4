/**
 * Retries as a share of what is asked: when everything fails, retries must not multiply the load. Each request earns a part of a
 * retry, up to a reserve.
 */
export interface RetryBudget {
  earn(): void
  /** @returns whether there is one left, which is then spent */
  spend(): boolean
}

export function createRetryBudget({
  share,
  reserve,
}: {
  readonly share: number
  readonly reserve: number
}): RetryBudget {
  let left = reserve
  return {
    earn() {
      left = Math.min(reserve, left + share)
    },
    spend() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
