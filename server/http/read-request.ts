import { LearnPathError } from '@learnpath/contracts'
import type { z } from 'zod'

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
 * @throws LP_REQUEST_TYPE_UNSUPPORTED, LP_REQUEST_TOO_LARGE, LP_REQUEST_INVALID
 */
export async function readJson(request: Request, maxBytes = JSON_BODY_MAX_BYTES): Promise<unknown> {
  if (request.body === null) return {}
  const contentType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const text = await readText(request.body, Number(request.headers.get('content-length') ?? 0), maxBytes)
  if (text === '') return {}
  if (contentType !== 'application/json' && !contentType.endsWith('+json')) {
    throw new LearnPathError('LP_REQUEST_TYPE_UNSUPPORTED', {
      detail: contentType === '' ? 'no Content-Type' : contentType,
    })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const detail = `the body is not JSON (${cause instanceof Error ? cause.message : 'unknown'})`
    throw new LearnPathError('LP_REQUEST_INVALID', { detail, issues: [{ field: 'body', message: detail }], cause })
  }
}

async function readText(body: ReadableStream<Uint8Array>, announced: number, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new LearnPathError('LP_REQUEST_TOO_LARGE', { detail: `the JSON body of this address may have ${maxBytes} bytes` })
  if (announced > maxBytes) throw tooLarge()
  const decoder = new TextDecoder()
  let sizeBytes = 0
  let text = ''
  for await (const piece of body) {
    sizeBytes += piece.byteLength
    if (sizeBytes > maxBytes) throw tooLarge()
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}
