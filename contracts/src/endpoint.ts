import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** What the server answers with when it is not JSON of a schema. */
export type PlainAnswer = 'nothing' | 'bytes'

/** One address of the HTTP interface. Server, client, OpenAPI description and reference page are all made from this. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With `{name}` for a part that varies. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly query?: z.ZodType
  /** JSON body. */
  readonly body?: z.ZodType
  /** Largest JSON body; 1,000,000 when left out. */
  readonly bodyMaxBytes?: number
  /** Nothing of the JSON body is kept, so its text may hold characters that a store may not. */
  readonly keepsNothing?: true
  /** Fields that go before each file of a multipart body. */
  readonly upload?: z.ZodType
  readonly answer: z.ZodType | PlainAnswer
  /** Sent instead as server-sent events when the request accepts `text/event-stream`. */
  readonly events?: z.ZodType
  readonly status: 200 | 201 | 202 | 204
  /** Errors beyond those that every address may give. */
  readonly errors: readonly ErrorCode[]
  /** Takes as long as the work takes; the request time-out does not apply. */
  readonly unbounded?: true
}

/** Keeps the exact types of the definition. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition
