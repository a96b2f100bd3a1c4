import { createLineSplitter } from './line-splitter.ts'
import { watchSilence, type SilenceLimits, type SilenceWatch } from './silence-watch.ts'

/** What is needed of an HTTP client. It has to give the body as it arrives, and may not follow redirects. */
export type SendRequest = (
  url: string,
  options: {
    readonly method: 'GET' | 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
    readonly signal: AbortSignal
  },
) => Promise<{
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AsyncIterable<Uint8Array> & { text(): Promise<string> }
}>

export interface ServiceReply {
  readonly ok: boolean
  readonly status: number
  /** Parsed; null when it is not JSON. */
  readonly body: unknown
  /** The text as it came, without the key. */
  readonly text: string
  /** Of the header of that name. */
  readonly retryAfterSeconds: number | null
}

interface Question {
  readonly path: string
  /** Sent as JSON by POST; without one it is a GET. */
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export interface ServiceHttp {
  /** Scheme, host and path, without anything secret. */
  readonly place: string
  /** A whole answer, whatever its status. @throws ServiceTrouble, the reason of the signal */
  ask(question: Question & { readonly withinMs: number }): Promise<ServiceReply>
  /**
   * The lines of an answer, as they arrive, until the receiver has enough or the answer ends. The connection is closed when the caller
   * leaves. An answer that is no success is not given to the receiver.
   * @returns the refusal; null when there was none
   * @throws ServiceTrouble, the reason of the signal
   */
  lines(
    question: Question & { readonly limits: SilenceLimits; readonly onLine: LineReceiver },
  ): Promise<ServiceReply | null>
}

/**
 * Takes a line. 'waiting': it is no sign of an answer yet. 'last': the answer is complete, what may still come is let out so that the connection can be used again. 'leave': the
 * connection is closed at once, so that the service stops working.
 */
export type LineReceiver = (line: string) => 'waiting' | 'more' | 'last' | 'leave'

export type TroubleKind = 'unreachable' | 'silent' | 'cut'

/** What can go wrong between here and a service, before it is about what it says. */
export class ServiceTrouble extends Error {
  readonly kind: TroubleKind
  constructor(kind: TroubleKind, message: string, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

/** After its last line an answer may end this long, so that its connection can be used again. */
const ENDING_MS = 1000
/** No line of a stream of tokens comes near it; what is longer is no such stream. */
const LONGEST_LINE = 16 * 1024 * 1024

export function createServiceHttp(options: {
  /** Base address; a path in it is kept. */
  readonly url: string
  /** Sent as bearer token; never part of a reply or an error. */
  readonly key: string | null
  readonly send: SendRequest
}): ServiceHttp {
  const { origin, pathname } = new URL(options.url)
  const place = `${origin}${pathname.replace(/\/+$/u, '')}`
  const authorization = options.key === null || options.key === '' ? {} : { authorization: `Bearer ${options.key}` }

  async function open({ path, body, signal }: Question, watch: SilenceWatch) {
    try {
      return await options.send(`${place}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...authorization },
        body: body === undefined ? null : JSON.stringify(body),
        signal: watch.signal,
      })
    } catch (cause) {
      signal?.throwIfAborted()
      if (watch.silence() !== null) throw silent(watch, cause)
      throw new ServiceTrouble('unreachable', `${place} cannot be reached (${reasonOf(cause)})`, cause)
    }
  }

  async function reading<Result>(read: Promise<Result>, { signal }: Question, watch: SilenceWatch): Promise<Result> {
    try {
      return await read
    } catch (cause) {
      signal?.throwIfAborted()
      if (watch.silence() !== null) throw silent(watch, cause)
      throw new ServiceTrouble('cut', `${place} broke off its answer (${reasonOf(cause)})`, cause)
    }
  }

  const silent = (watch: SilenceWatch, cause: unknown) =>
    new ServiceTrouble(
      'silent',
      `${place} ${watch.silence() === 'first' ? 'does not answer in time' : 'fell silent'}`,
      cause,
    )

  const withoutKey = (text: string): string =>
    options.key === null || options.key === '' ? text : text.replaceAll(options.key, '[key]')

  type Response = Awaited<ReturnType<SendRequest>>

  async function replyOf(response: Response, question: Question, watch: SilenceWatch): Promise<ServiceReply> {
    const text = withoutKey(await reading(response.body.text(), question, watch))
    const { statusCode: status, headers } = response
    const ok = status >= 200 && status < 300
    return { ok, status, body: parsed(text), text, retryAfterSeconds: secondsOf(headers['retry-after']) }
  }

  return {
    place,
    async ask(question) {
      const watch = watchSilence({ firstMs: question.withinMs, nextMs: question.withinMs }, question.signal)
      try {
        return await replyOf(await open(question, watch), question, watch)
      } finally {
        watch.end()
      }
    },
    async lines(question) {
      const watch = watchSilence(question.limits, question.signal)
      try {
        const response = await open(question, watch)
        if (response.statusCode < 200 || response.statusCode >= 300) return await replyOf(response, question, watch)
        const chunks = response.body[Symbol.asyncIterator]()
        try {
          const onLine = (line: string) => {
            question.signal?.throwIfAborted()
            return question.onLine(line)
          }
          await receive(onLine, watch, async () => await reading(chunks.next(), question, watch))
        } finally {
          await chunks.return?.()
        }
        return null
      } finally {
        watch.end()
      }
    },
  }
}

async function receive(
  onLine: LineReceiver,
  watch: SilenceWatch,
  next: () => Promise<IteratorResult<Uint8Array>>,
): Promise<void> {
  const splitter = createLineSplitter()
  for (;;) {
    const chunk = await next()
    if (chunk.done === true) break
    for (const line of splitter.push(chunk.value)) {
      const wish = onLine(line)
      if (wish === 'more') watch.heard()
      if (wish === 'leave') return
      if (wish === 'last') return await letEnd(watch, next)
    }
    if (splitter.begun() > LONGEST_LINE) throw new ServiceTrouble('cut', 'an answer has a line without an end')
  }
  const rest = splitter.rest()
  if (rest !== '') onLine(rest)
}

/** What comes after the last line is of no interest, whatever it is. */
async function letEnd(watch: SilenceWatch, next: () => Promise<IteratorResult<Uint8Array>>): Promise<void> {
  watch.within(ENDING_MS)
  try {
    while ((await next()).done !== true);
  } catch (failure) {
    if (!(failure instanceof ServiceTrouble)) throw failure
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Who needs more than the status says what is missing.
  }
}

function reasonOf(cause: unknown): string {
  const { code } = cause instanceof Error && 'code' in cause ? cause : { code: undefined }
  return typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'unknown'
}

/** Seconds only: a date would need a clock that both sides agree on. */
function secondsOf(header: string | string[] | undefined): number | null {
  const seconds = Number(typeof header === 'string' ? header : Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null
}
