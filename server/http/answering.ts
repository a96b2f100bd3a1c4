import type { IncomingMessage } from 'node:http'
import type { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Tracer } from '../ports/tracer.ts'
import type { Bindings } from './edge-bindings.ts'
import { learnPathErrorOf, problemResponse } from './problem.ts'
import type { RateHeaders } from './request-limits.ts'
import { setSecurityHeaders } from './security-headers.ts'

/** For browsers that reach the server under an https address: they never try http there again. */
const ONE_YEAR = 'max-age=31536000'
const REQUEST_ID = /^[\w.:-]{1,64}$/

interface AnsweringOptions {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracer?: Tracer
  readonly publicUrl?: URL
}

interface Answering {
  /** Finds who answers; rejects when anything fails. */
  readonly guarded: (request: Request, bindings: Bindings) => Promise<Response>
  readonly methodsAt: (pathname: string) => readonly string[]
}

/** Makes an answer of whatever becomes of a request, and counts, logs and traces it. Never rejects. */
export function createAnswering(
  options: AnsweringOptions,
  { guarded, methodsAt }: Answering,
): (request: Request, incoming?: IncomingMessage) => Promise<Response> {
  const { publicUrl } = options

  async function answered(request: Request, incoming: IncomingMessage | undefined) {
    const startedAt = options.clock.monotonicMs()
    const given = request.headers.get('x-request-id') ?? ''
    const requestId = REQUEST_ID.test(given) ? given : options.idSource.next('req')
    const bindings: Bindings = { requestId, ...(incoming === undefined ? {} : { incoming }) }
    const response = await guarded(request, bindings).catch((failure: unknown) => failed(failure, request, requestId))
    if (bindings.hasAllHeaders !== true) {
      response.headers.set('x-request-id', requestId)
      setSecurityHeaders(response.headers)
    }
    if (publicUrl?.protocol === 'https:') response.headers.set('strict-transport-security', ONE_YEAR)
    if (bindings.rateHeaders !== undefined) setAll(response.headers, bindings.rateHeaders)
    const seconds = (options.clock.monotonicMs() - startedAt) / 1000
    const labels = { method: request.method, endpoint: bindings.endpoint ?? 'unmatched', status: response.status }
    options.metrics.requestEnded(labels, seconds)
    options.logger.debug('request', { requestId, ...labels, seconds })
    return { response, labels, requestId }
  }

  function failed(failure: unknown, request: Request, requestId: string): Response {
    const error = learnPathErrorOf(failure)
    if (error.code === 'LP_INTERNAL') {
      options.logger.error('request failed', { requestId, code: error.code, stack: stackOf(error) })
    }
    const { pathname } = new URL(request.url)
    const response = problemResponse(error, requestId, pathname)
    if (error.code === 'LP_METHOD_NOT_ALLOWED') {
      response.headers.set('allow', methodsAt(pathname).join(', '))
    }
    return response
  }

  return async (request, incoming) => {
    const { tracer } = options
    if (tracer === undefined) return (await answered(request, incoming)).response
    const { response } = await tracer.request(
      request.headers.get('traceparent'),
      async () => await answered(request, incoming),
      ({ labels, requestId }) => ({
        name: `${labels.method} ${labels.endpoint}`,
        attributes: {
          'http.request.method': labels.method,
          'http.route': labels.endpoint,
          'http.response.status_code': labels.status,
          'learnpath.request_id': requestId,
        },
        failed: labels.status >= 500,
      }),
    )
    return response
  }
}

const stackOf = (error: LearnPathError): string | undefined =>
  error.context.cause instanceof Error ? error.context.cause.stack : error.stack

function setAll(headers: Headers, fields: RateHeaders): void {
  for (const [name, value] of Object.entries(fields)) headers.set(name, value)
}
