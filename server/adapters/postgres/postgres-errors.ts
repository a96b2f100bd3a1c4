import { LearnPathError } from '@learnpath/contracts'

/** Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html, and of the operating system. */
const UNREACHABLE =
  /^(?:08|57P0[1235]|25P03|53300|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)/
const FULL = /^(?:53100|ENOSPC)/
const REFUSED = /^(?:28|3D000|42501)/
const DAMAGED = /^XX00[12]/
/** The driver gives these no code. */
const LOST = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i

/** Turns the engine's errors that a person can act on into ours; everything else stays as it is. */
export function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const translated = { detail: error.message || code, cause: error }
  if (UNREACHABLE.test(code) || LOST.test(error.message)) return new LearnPathError('LP_STORE_UNREACHABLE', translated)
  if (FULL.test(code)) return new LearnPathError('LP_STORE_FULL', translated)
  if (REFUSED.test(code)) return new LearnPathError('LP_STORE_REFUSED', translated)
  if (DAMAGED.test(code)) return new LearnPathError('LP_STORE_DAMAGED', translated)
  return error
}
