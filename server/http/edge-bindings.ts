import type { IncomingMessage } from 'node:http'
import type { RateHeaders } from './request-limits.ts'

/** What belongs to a request on its way through the edge. */
export interface Bindings {
  readonly incoming?: IncomingMessage
  readonly requestId: string
  endpoint?: string
  /** The answer was made with all its headers: setting them one by one costs more than making them at once. */
  hasAllHeaders?: boolean
  rateHeaders?: RateHeaders
}
