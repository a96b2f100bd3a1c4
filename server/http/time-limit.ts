import { LearnPathError } from '@learnpath/contracts'

/**
 * Runs the work with a signal that fires when the caller leaves or the time is up.
 * @throws LP_REQUEST_TIMEOUT when the time is up, even if the work does not heed its signal
 */
export async function withinTime<T>(
  timeoutMs: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const expired = new LearnPathError('LP_REQUEST_TIMEOUT', { detail: `more than ${timeoutMs / 1000} s` })
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      limit.abort(expired)
      reject(expired)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(AbortSignal.any([caller, limit.signal])), timeUp])
  } finally {
    clearTimeout(timer)
  }
}
