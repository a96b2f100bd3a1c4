import { ENDPOINTS, ERRORS, Problem, type Endpoint } from '@learnpath/contracts'
import type { RequestPlan } from './request-plan.ts'
import type { RawAnswer } from '../raw-http.ts'

export interface SentRequest {
  readonly plan: RequestPlan
  /** As it was sent. */
  readonly pathname: string
}

/** What is wrong with an answer, in words; null when nothing is. */
export function faultOf(answer: RawAnswer | null | 'hangs', endpoint: Endpoint, sent: SentRequest): string | null {
  const { plan } = sent
  if (answer === 'hangs') return 'no answer in time'
  if (plan.cutAfterBytes !== null) return null
  if (answer === null) return 'the connection was closed without an answer'
  const { status, headers } = answer
  const problem =
    headers.get('content-type') === 'application/problem+json'
      ? problemFault(answer, endpoint, isElsewhere(sent, endpoint))
      : null
  if (problem !== null) return problem
  if (status >= 400 && status !== 416 && !isForeign(headers)) {
    return headers.get('content-type') === 'application/problem+json' ? null : `status ${status} is no problem`
  }
  return headerFault(headers) ?? (isElsewhere(sent, endpoint) ? null : successFault(answer, endpoint))
}

/** The Model Context Protocol answers with errors of JSON-RPC. */
const isForeign = (headers: RawAnswer['headers']): boolean =>
  headers.get('content-type')?.startsWith('application/json') === true

const DOCUMENTED_TROUBLE = new Set([503, 507])
/** Errors that any address may give. */
const ANYWHERE =
  /^LP_(?:REQUEST|HOST|ORIGIN|ROUTE|METHOD|SERVER|RATE|STORE|COLLECTION_NOT_FOUND|WORKSPACE_NOT_FOUND|IDENTITY_OFF|SIGN_IN_NEEDED|CREDENTIAL|PERMISSION|CSRF)/

/** Another method, or a part of the path that is none, may be another address. */
const STATIC_PATHS = new Set<string>(
  Object.values<Endpoint>(ENDPOINTS).flatMap(({ path }) => (path.includes('{') ? [] : [path])),
)
const isElsewhere = ({ plan, pathname }: SentRequest, endpoint: Endpoint): boolean =>
  plan.method !== endpoint.method ||
  STATIC_PATHS.has(pathname) ||
  Object.values(plan.params).some((value) => value === '' || /[/?#.\\]/.test(value))

function problemFault({ body, status }: RawAnswer, endpoint: Endpoint, elsewhere: boolean): string | null {
  if (body.length === 0) return null // The answer to HEAD.
  const parsed = Problem.safeParse(parseJson(body))
  if (!parsed.success) return `a problem that is none: ${parsed.error.message.slice(0, 200)}`
  const { code } = parsed.data
  if (ERRORS[code].status !== status) return `${code} with status ${status}`
  const isDocumented = endpoint.errors.includes(code)
  if (status >= 500 && !isDocumented && !DOCUMENTED_TROUBLE.has(status)) return `${code} (${status})`
  return isDocumented || elsewhere || ANYWHERE.test(code) ? null : `${code} is not among the errors of the address`
}

const NEEDED_HEADERS = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'x-frame-options']

function headerFault(headers: RawAnswer['headers']): string | null {
  const missing = NEEDED_HEADERS.filter((name) => !headers.has(name))
  if (missing.length > 0) return `without ${missing.join(', ')}`
  return headers.has('x-injected') ? 'a header was injected' : null
}

function successFault({ status, headers, body, isWhole }: RawAnswer, endpoint: Endpoint): string | null {
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  if (!isJson || !isWhole || typeof endpoint.answer === 'string' || status !== endpoint.status || body.length === 0) {
    return null
  }
  const parsed = endpoint.answer.safeParse(parseJson(body))
  return parsed.success ? null : `the answer is not as described: ${parsed.error.message.slice(0, 300)}`
}

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
