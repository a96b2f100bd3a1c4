import { QueryClient } from '@tanstack/react-query'
import { ServerProblem } from '../api/server-problem.ts'

/** Ms after which an answer that is shown again is asked for again; events tell of changes before. */
const STALE_MS = 30_000
const MOST_RETRIES = 3

/** A server that restarts is asked again; anything else that it says is an answer. */
const isWorthRetrying = (error: Error): boolean =>
  error instanceof ServerProblem &&
  ['LP_SERVER_UNREACHABLE', 'LP_SERVER_STOPPING', 'LP_SERVER_BUSY'].includes(error.code)

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (count, error) => count < MOST_RETRIES && isWorthRetrying(error),
        retryDelay: (count) => 400 * 2 ** count,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
