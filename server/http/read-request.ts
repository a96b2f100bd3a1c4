import type { IncomingMessage } from 'node:http'
import { LearnPathError, type Endpoint } from '@learnpath/contracts'
import type { z } from 'zod'
import { readBody } from './read-body.ts'
import { refuseNulInJson } from './refuse-nul.ts'

const JSON_BODY_MAX_BYTES = 1_000_000

/** @throws LP_REQUEST_INVALID with one issue per wrong field */
export function validate<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.flatMap(plainIssues).map((issue) => ({
    field: [where, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }))
  const detail = issues.map(({ field, message }) => `${field}: ${message}`).join('; ')
  throw new LearnPathError('LP_REQUEST_INVALID', { detail, issues })
}

interface PlainIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What is wrong in words that help: of several forms that a value may have, those of the one that it comes closest to. */
function plainIssues(issue: z.core.$ZodIssue): readonly PlainIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const forms = issue.errors.map((form) => ({
    issues: form.flatMap(plainIssues).map(({ path, message }) => ({ path: [...issue.path, ...path], message })),
    otherType: form.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  }))
  const [closest] = forms.toSorted(
    (left, right) => Number(left.otherType) - Number(right.otherType) || left.issues.length - right.issues.length,
  )
  return closest?.issues ?? [issue]
}

/** Query of the address as an object; a name that is repeated becomes a list. */
export function queryOf(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  const { searchParams } = new URL(request.url)
  for (const name of new Set(searchParams.keys())) {
    const [first = '', ...more] = searchParams.getAll(name)
    query[name] = more.length === 0 ? first : [first, ...more]
  }
  return query
}

/**
 * The JSON body; `{}` when there is none, so that validation names the fields that are missing.
 * @throws LP_REQUEST_TYPE_UNSUPPORTED, LP_REQUEST_INVALID, and as `readBody`
 */
export async function readJson(
  request: Request,
  incoming: IncomingMessage | null,
  { bodyMaxBytes = JSON_BODY_MAX_BYTES, keepsNothing }: Pick<Endpoint, 'bodyMaxBytes' | 'keepsNothing'>,
): Promise<unknown> {
  const text = await readBody(request, incoming, bodyMaxBytes)
  if (text === '') return {}
  const contentType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (contentType !== 'application/json' && !contentType.endsWith('+json')) {
    throw new LearnPathError('LP_REQUEST_TYPE_UNSUPPORTED', {
      detail: contentType === '' ? 'no Content-Type' : contentType,
    })
  }
  const value = parsed(text)
  if (keepsNothing !== true) refuseNulInJson(text, value)
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const detail = `the body is not JSON (${cause instanceof Error ? cause.message : 'unknown'})`
    throw new LearnPathError('LP_REQUEST_INVALID', { detail, issues: [{ field: 'body', message: detail }], cause })
  }
}
