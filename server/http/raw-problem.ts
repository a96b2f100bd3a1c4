import { LearnPathError, problemOf } from '@learnpath/contracts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** What node's parser refused, or what was too slow for it, as an error of the table. */
export function clientErrorOf({ code }: NodeJS.ErrnoException): LearnPathError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new LearnPathError('LP_REQUEST_TOO_LARGE', { detail: 'address and headers may have 16 KB together' })
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new LearnPathError('LP_REQUEST_TIMEOUT', { detail: 'the headers did not come' })
  }
  return new LearnPathError('LP_REQUEST_INVALID', { detail: 'not HTTP' })
}

/** An answer for the socket itself, where there is no request to answer; the connection ends with it. */
export function rawProblem(error: LearnPathError): string {
  const body = JSON.stringify(problemOf(error, 'none'))
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...SECURITY_HEADERS,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${error.status} ${STATUS_TEXT[error.status] ?? 'Bad Request'}`, ...lines, '', body].join('\r\n')
}

const STATUS_TEXT: Readonly<Record<number, string>> = { 408: 'Request Timeout', 413: 'Content Too Large' }
