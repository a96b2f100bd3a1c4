import type { AnswerOf, Endpoint, ENDPOINTS, ErrorCode, Problem } from '@learnpath/contracts'
import type { z } from 'zod'
import { ADDRESSES } from './addresses.ts'
import { changeHeaders, roleChanged, sessionEnded } from './session.ts'
import { ServerProblem } from './server-problem.ts'

export type EndpointName = keyof typeof ADDRESSES
type Definition<Name extends EndpointName> = (typeof ENDPOINTS)[Name]

/** What an address answers with, by its name. */
export type Answer<Name extends EndpointName> = AnswerOf<Definition<Name>>

type InputOf<E extends Endpoint, Part extends 'body' | 'query'> =
  E extends Readonly<Record<Part, infer S extends z.ZodType>> ? z.input<S> : never

/** What goes into a request besides its address. */
export interface RequestOf<Name extends EndpointName> {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Partial<InputOf<Definition<Name>, 'query'>>
  readonly body?: InputOf<Definition<Name>, 'body'>
  readonly signal?: AbortSignal | undefined
}

/**
 * Path of an address with its parts and query filled in, for links and downloads too.
 * @example addressOf('documentContent', { params: { id } }) // /documents/doc_1/content
 */
export function addressOf<Name extends EndpointName>(name: Name, request: RequestOf<Name> = {}): string {
  const [, path = ''] = ADDRESSES[name].split(' ')
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(request.params?.[part] ?? ''))
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(
    (request.query ?? {}) as Record<string, string | number | null | undefined>,
  )) {
    if (value !== undefined && value !== null) query.set(key, String(value))
  }
  return query.size === 0 ? filled : `${filled}?${query.toString()}`
}

/**
 * Asks the server. The app and the server are one build, so answers are not checked against their schemas again.
 * @throws ServerProblem with the server's code, or LP_SERVER_UNREACHABLE; an AbortError when the signal fired
 */
export async function call<Name extends EndpointName>(
  name: Name,
  request: RequestOf<Name> = {},
): Promise<Answer<Name>> {
  const response = await send(name, request)
  if (response.status === 204) return undefined as Answer<Name>
  return (await response.json()) as Answer<Name>
}

/** As `call`, for addresses that answer with bytes or a stream. */
export async function send<Name extends EndpointName>(
  name: Name,
  request: RequestOf<Name> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const [method = 'GET'] = ADDRESSES[name].split(' ')
  const own = method === 'GET' ? headers : { ...headers, ...changeHeaders() }
  const init: RequestInit = { method, headers: { ...own } }
  if (request.signal !== undefined) init.signal = request.signal
  if (request.body !== undefined) {
    init.body = JSON.stringify(request.body)
    init.headers = { ...own, 'content-type': 'application/json' }
  }
  const response = await reach(addressOf(name, request), init)
  if (!response.ok) throw await problemOf(response)
  return response
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    throw new ServerProblem('LP_SERVER_UNREACHABLE', { cause })
  }
}

/** The problem that an answer describes. */
export async function problemOf(response: Response): Promise<ServerProblem> {
  const text = await response.text()
  return problemFrom(text, response.headers.get('retry-after'))
}

/** @param retryAfter seconds, as the header of that name has them */
export function problemFrom(text: string, retryAfter: string | null): ServerProblem {
  try {
    const { code, detail, issues } = JSON.parse(text) as Problem
    if (code === 'LP_SIGN_IN_NEEDED' || code === 'LP_CREDENTIAL_REFUSED') sessionEnded()
    const retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter)
    if (code === 'LP_PERMISSION_DENIED' || code === 'LP_WORKSPACE_NEEDED') roleChanged()
    return new ServerProblem(code satisfies ErrorCode, { detail, issues, retryAfterSeconds })
  } catch (cause) {
    return new ServerProblem('LP_SERVER_UNREACHABLE', { cause })
  }
}
