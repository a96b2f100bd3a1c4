import { Problem } from '@learnpath/contracts'

/** The connection was never there, so that nothing of the request can have been done. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export const failureCode = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : ''

/** A name with several addresses fails with one error for each. */
export function wasNeverSent(failure: unknown): boolean {
  if (failure instanceof AggregateError) return failure.errors.every(wasNeverSent)
  return NOT_SENT.has(failureCode(failure))
}

/** The code of an answer that is a problem; null for any other answer. Reads the body. */
export async function problemCode(response: Response): Promise<string | null> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return null
  const problem = Problem.safeParse(await response.json())
  return problem.success ? problem.data.code : null
}
