import { LearnPathError, problemOf, type ErrorCode } from '@learnpath/contracts'
import { foreignErrorOf } from './foreign-error.ts'

/** Any failure as an error of the table. What is not one of ours is LP_INTERNAL, with the original as cause for the log. */
export function learnPathErrorOf(failure: unknown): LearnPathError {
  return failure instanceof LearnPathError ? failure : new LearnPathError('LP_INTERNAL', { cause: failure })
}

/** Seconds to wait where the error itself does not say. */
const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  LP_SERVER_BUSY: 1,
  LP_RATE_LIMITED: 1,
  LP_SERVER_STOPPING: 5,
  LP_HOME_LOCKED: 5,
}

/** The error as an answer, with Retry-After where waiting helps, and with what clients of that address look for in it. */
export function problemResponse(error: LearnPathError, requestId: string, pathname: string): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  const retryAfter = error.context.retryAfterSeconds ?? RETRY_AFTER_SECONDS[error.code]
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  const problem = { ...problemOf(error, requestId), ...foreignErrorOf(error, pathname) }
  return new Response(JSON.stringify(problem), { status: error.status, headers })
}
