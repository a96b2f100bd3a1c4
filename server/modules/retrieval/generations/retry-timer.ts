import type { GenerationsTiming } from './generations-dependencies.ts'

/** Waits longer after every failure in a row. */
export interface RetryTimer {
  /** `afterSeconds`: what the one that failed asks for. */
  schedule(afterSeconds?: number): void
  isWaiting(): boolean
  /** The next wait is the shortest again. */
  reset(): void
  cancel(): void
}

export function createRetryTimer(
  { retryDelayMs, maximumRetryDelayMs }: Pick<GenerationsTiming, 'retryDelayMs' | 'maximumRetryDelayMs'>,
  retry: () => void,
): RetryTimer {
  let timer: NodeJS.Timeout | null = null
  let delayMs = retryDelayMs
  return {
    schedule(afterSeconds) {
      if (timer !== null) return
      timer = setTimeout(
        () => {
          timer = null
          retry()
        },
        Math.max(delayMs, (afterSeconds ?? 0) * 1000),
      )
      timer.unref()
      delayMs = Math.min(delayMs * 2, maximumRetryDelayMs)
    },
    isWaiting: () => timer !== null,
    reset() {
      delayMs = retryDelayMs
    },
    cancel() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
