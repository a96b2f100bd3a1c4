import { LearnPathError } from '@learnpath/contracts'

/**
 * Runs the work with a signal that fires when the caller leaves or the time is up. Signals are made when they are asked for:
 * most work is over before anybody could, and they cost more than a small answer does.
 * @throws LP_REQUEST_TIMEOUT when the time is up, even if the work does not heed its signal
 */
export async function withinTime<T>(
  timeoutMs: number,
  caller: () => AbortSignal,
  work: (signal: () => AbortSignal) => Promise<T>,
): Promise<T> {
  let limit: AbortController | null = null
  let expired: LearnPathError | null = null
  const signal = () => {
    limit ??= new AbortController()
    if (expired !== null) limit.abort(expired)
    return AbortSignal.any([caller(), limit.signal])
  }
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      expired = new LearnPathError('LP_REQUEST_TIMEOUT', { detail: `more than ${timeoutMs / 1000} s` })
      limit?.abort(expired)
      reject(expired)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(signal), timeUp])
  } finally {
    clearTimeout(timer)
  }
}
