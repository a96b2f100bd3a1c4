import { QueryClient } from '@tanstack/react-query'
import { ServerProblem } from '../api/server-problem.ts'

/** Ms after which an answer that is shown again is asked for again; events tell of changes before. */
const STALE_MS = 30_000
const MOST_RETRIES = 3

/** Longer than that nobody waits without being told. */
const LONGEST_WAIT_SECONDS = 5

/** A server that restarts is asked again, as is one that says when; anything else that it says is an answer. */
const isWorthRetrying = (error: Error): boolean =>
  error instanceof ServerProblem &&
  (['LP_SERVER_UNREACHABLE', 'LP_SERVER_STOPPING', 'LP_SERVER_BUSY'].includes(error.code) ||
    (error.code === 'LP_RATE_LIMITED' && (error.retryAfterSeconds ?? Infinity) <= LONGEST_WAIT_SECONDS))

const waitMs = (count: number, error: Error): number =>
  error instanceof ServerProblem && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : 400 * 2 ** count

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (count, error) => count < MOST_RETRIES && isWorthRetrying(error),
        retryDelay: waitMs,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
