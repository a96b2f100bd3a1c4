import { LearnPathError } from '@learnpath/contracts'
import type { Dispatcher } from 'undici'
import type { HubFile, HubFileMetadata, HubRead, ModelHub } from '../../ports/model-hub.ts'
import { checksumOf, commitOf, contentRangeStart, headerOf, numberOf, validatorOf } from './hub-headers.ts'
import { mayRedirect } from './redirect-rules.ts'

export interface HuggingFaceHubOptions {
  /** Such as https://huggingface.co, or a mirror of it. */
  readonly endpoint: string
  /** Hosts, with those below them, that redirects may lead to by https, beside the hub's own. */
  readonly furtherHosts?: readonly string[]
  /** Sent to the endpoint and to no other host. */
  readonly token: string | null
  readonly proxy: {
    readonly http: string | null
    readonly https: string | null
    /** Hosts that are reached without the proxy, comma-separated. */
    readonly except: string | null
  }
  /** Time to a connection and to an answer, and longest pause between two pieces of a file. */
  readonly timeoutMs?: number
  readonly userAgent: string
}

const DEFAULT_TIMEOUT_MS = 30_000
const MOST_REDIRECTS = 5

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Dispatcher.ResponseData['body']
  readonly url: URL
}

/** Files of the Hugging Face hub or a mirror. Nothing is sent anywhere before a method is called. */
export function createHuggingFaceHub(options: HuggingFaceHubOptions): ModelHub {
  const send = createSender(options)
  const addressOf = ({ repository, revision, path }: HubFile): URL => {
    const parts = [...repository.split('/'), 'resolve', revision, ...path.split('/')].map(encodeURIComponent)
    return new URL(`${options.endpoint.replace(/\/+$/u, '')}/${parts.join('/')}`)
  }
  return {
    async describe(file, signal) {
      const address = addressOf(file)
      const answer = await send(address, { method: 'HEAD', sameHostOnly: true, headers: {}, signal })
      await answer.body.dump()
      return metadataOf(answer)
    },
    async read(file, { offset, validator }, signal): Promise<HubRead> {
      const address = addressOf(file)
      const range = { range: `bytes=${offset}-`, ...(validator === null ? {} : { 'if-range': validator }) }
      const request = { method: 'GET', sameHostOnly: false, signal } as const
      let answer = await send(address, { ...request, headers: offset === 0 ? {} : range })
      if (answer.status === 416) {
        // More is here than the file has: another file by now.
        await answer.body.dump()
        answer = await send(address, { ...request, headers: {} })
      }
      return {
        offset: answer.status === 206 ? contentRangeStart(answer.headers) : 0,
        validator: validatorOf(answer.headers),
        bytes: piecesOf(answer),
      }
    },
  }
}

interface SendOptions {
  readonly method: 'GET' | 'HEAD'
  /** Redirects to another host are not followed: their answer describes the file no better. */
  readonly sameHostOnly: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

function createSender(options: HuggingFaceHubOptions): (address: URL, request: SendOptions) => Promise<Answer> {
  let loading: Promise<Dispatcher> | null = null
  const load = async () => {
    const { createHubDispatcher } = await import('./hub-dispatcher.ts')
    return createHubDispatcher({ ...options.proxy, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS })
  }
  const endpoint = new URL(options.endpoint)

  async function sendOnce(dispatcher: Dispatcher, url: URL, request: SendOptions): Promise<Answer> {
    const token = options.token !== null && url.origin === endpoint.origin ? options.token : null
    const { statusCode, headers, body } = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: {
        // The size and the ranges must be those of the file itself.
        'accept-encoding': 'identity',
        'user-agent': options.userAgent,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...request.headers,
      },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    })
    return { status: statusCode, headers, body, url }
  }

  /** @throws LP_HUB_REFUSED */
  function followed(location: string, from: URL): URL {
    const next = targetOf(location, from)
    if (next !== null && mayRedirect(endpoint, from, next, options.furtherHosts ?? [])) return next
    const host = next?.host ?? 'an address that is none'
    throw new LearnPathError('LP_HUB_REFUSED', {
      detail: `${from.host} redirects to ${host}, which is not of the hub; LEARNPATH_HUB_HOSTS names further hosts`,
    })
  }

  return async (address, request) => {
    const dispatcher = await (loading ??= load())
    let url = address
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await sendOnce(dispatcher, url, request).catch((cause: unknown) => {
        throw unreachable(url, cause, request.signal)
      })
      const location = headerOf(answer.headers, 'location')
      if (answer.status < 300 || answer.status >= 400 || location === null) {
        if (answer.status === 416 && request.method === 'GET') return answer
        if (answer.status >= 400) throw await refusal(answer)
        return answer
      }
      if (request.sameHostOnly && targetOf(location, url)?.host !== url.host) return answer
      await answer.body.dump()
      url = followed(location, url)
    }
    throw new LearnPathError('LP_HUB_REFUSED', { detail: `${address.href} redirects without end` })
  }
}

function targetOf(location: string, from: URL): URL | null {
  return URL.canParse(location, from.href) ? new URL(location, from) : null
}

function metadataOf({ status, headers }: Answer): HubFileMetadata {
  // A redirect's own length is that of its body, not of the file.
  const plainSize = status < 300 ? headerOf(headers, 'content-length') : null
  return {
    commit: commitOf(headers),
    sizeBytes: numberOf(headerOf(headers, 'x-linked-size') ?? plainSize),
    checksum: checksumOf(headers, status),
  }
}

async function* piecesOf({ body, url }: Answer): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of body) yield piece as Uint8Array
  } catch (cause) {
    throw unreachable(url, cause, undefined)
  }
}

/** @throws what the caller gave as reason when it gave up itself */
function unreachable(url: URL, cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return cause
  const reason = cause instanceof Error ? causeText(cause) : String(cause)
  return new LearnPathError('LP_HUB_UNREACHABLE', { detail: `${url.origin}: ${reason}`, cause })
}

/** The innermost reason: "fetch failed" tells nobody anything. */
function causeText(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return causeText(error.errors[0])
  return error.cause instanceof Error ? causeText(error.cause) : error.message
}

/** 429 and 5xx may pass; anything else will not by itself. */
async function refusal({ status, headers, body, url }: Answer): Promise<LearnPathError> {
  await body.dump()
  const told = headerOf(headers, 'x-error-message')
  const detail = `${url.origin}${url.pathname} answered ${status}${told === null ? '' : `: ${told}`}`
  const mayPass = status === 429 || status === 408 || status >= 500
  const waitSeconds = numberOf(headerOf(headers, 'retry-after'))
  return new LearnPathError(mayPass ? 'LP_HUB_UNREACHABLE' : 'LP_HUB_REFUSED', {
    detail,
    ...(waitSeconds === null ? {} : { retryAfterSeconds: waitSeconds }),
  })
}
