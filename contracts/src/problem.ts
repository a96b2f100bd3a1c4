import { z } from 'zod'
import { ERRORS, type ErrorCode, type LearnPathError } from './errors.ts'

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]

/** The code of an error as it stands in every answer, log line and document state. */
export const ErrorCodeSchema = z.enum(codes).register(z.globalRegistry, { id: 'ErrorCode' })

/** An error as sent over HTTP (RFC 9457, `application/problem+json`). */
export const Problem = z
  .object({
    type: z.string().describe('Address of the description of this error code.'),
    title: z.string(),
    status: z.int(),
    code: ErrorCodeSchema,
    detail: z.string().optional(),
    advice: z.string().describe('What to do next.'),
    retry: z.boolean().describe('Whether the same request may succeed later.'),
    requestId: z.string(),
    issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .register(z.globalRegistry, { id: 'Problem' })
export type Problem = z.infer<typeof Problem>

/** The error as a body of an answer. */
export function problemOf(error: LearnPathError, requestId: string): Problem {
  const { title, status, advice, retry } = ERRORS[error.code]
  const { detail, issues } = error.context
  return {
    type: `/reference#${error.code}`,
    title,
    status,
    code: error.code,
    ...(detail === undefined ? {} : { detail }),
    advice,
    retry,
    requestId,
    ...(issues === undefined ? {} : { issues: [...issues] }),
  }
}
