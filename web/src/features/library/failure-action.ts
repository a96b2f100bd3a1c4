import type { Document, ErrorCode } from '@learnpath/contracts'

export type FailureAction = 'password' | 'retry' | 'replace'

const PASSWORD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['LP_PARSE_PASSWORD_NEEDED', 'LP_PARSE_PASSWORD_WRONG'])
/** Reading the same bytes again gives the same. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LP_PARSE_DAMAGED',
  'LP_PARSE_EMPTY',
  'LP_PARSE_UNSUPPORTED',
])

/** What helps a document that could not be read; null when it needs no help. */
export function failureActionOf({ state, failure }: Pick<Document, 'state' | 'failure'>): FailureAction | null {
  if (state === 'cancelled') return 'retry'
  if (state !== 'failed' || failure === null) return null
  if (PASSWORD.has(failure.code)) return 'password'
  return HOPELESS.has(failure.code) ? 'replace' : 'retry'
}
