import { request } from 'undici'
import type { Logger } from '../../ports/logger.ts'
import type { SpanAttributes } from '../../ports/tracer.ts'

/** A span as OTLP takes it. */
export interface FinishedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  readonly kind: 'server' | 'internal'
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number
  readonly attributes: SpanAttributes
  readonly failed: boolean
}

export interface OtlpExporterOptions {
  /** Of the collector, without /v1/traces. */
  readonly url: string
  /** What the spans are of: service.name, service.version, service.instance.id. */
  readonly resource: SpanAttributes
  readonly logger: Pick<Logger, 'warn' | 'info'>
  /** Wait before spans are sent, so that many go together; default 2 s. */
  readonly delayMs?: number
}

export interface OtlpExporter {
  add(span: FinishedSpan): void
  flush(): Promise<void>
}

const DELAY_MS = 2000
const BATCH = 512
/** Spans beyond these are dropped while the collector is away: requests are not to wait for it. */
const KEPT = 4096
const TIMEOUT_MS = 10_000
const NANOSECONDS = 1_000_000
const KINDS = { internal: 1, server: 2 } as const
const FAILED = { code: 2 }

/** Sends spans to an OpenTelemetry collector by OTLP over HTTP in JSON (OTLP 1.x). Never holds up whoever adds one. */
export function createOtlpExporter({ url, resource, logger, delayMs = DELAY_MS }: OtlpExporterOptions): OtlpExporter {
  const address = `${url.replace(/\/$/, '')}/v1/traces`
  const kept: FinishedSpan[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()
  let dropped = 0
  let away = false

  /** @returns why the collector did not take them; null when it did */
  async function send(batch: readonly FinishedSpan[]): Promise<string | null> {
    const answer = request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(tracesData(resource, batch)),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
    try {
      const { statusCode, body } = await answer
      await body.dump()
      return statusCode < 300 ? null : `it answers ${statusCode}`
    } catch (failure) {
      return String(failure)
    }
  }

  async function sendKept(): Promise<void> {
    while (kept.length > 0) {
      const batch = kept.splice(0, BATCH)
      const failure = await send(batch)
      if (failure !== null) {
        dropped += batch.length
        // Once an outage: the collector is no part of the program.
        if (!away) logger.warn('traces cannot be sent; they are dropped until they can', { error: failure })
        away = true
        return
      }
      if (away) logger.info('traces are collected again', { dropped })
      away = false
      dropped = 0
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    sending = sending.then(sendKept)
    return sending
  }

  return {
    add(span) {
      if (kept.length >= KEPT) {
        dropped += 1
        return
      }
      kept.push(span)
      timer ??= setTimeout(() => void flush(), delayMs)
      timer.unref()
    },
    flush,
  }
}

const attributesOf = (attributes: SpanAttributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }))

function valueOf(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  // JSON of 64 bit integers is text.
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * BigInt(NANOSECONDS / 1000))

function tracesData(resource: SpanAttributes, spans: readonly FinishedSpan[]) {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [
          {
            scope: { name: 'learnpath' },
            spans: spans.map((span) => ({
              traceId: span.traceId,
              spanId: span.spanId,
              ...(span.parentSpanId !== null && { parentSpanId: span.parentSpanId }),
              name: span.name,
              kind: KINDS[span.kind],
              startTimeUnixNano: nanoseconds(span.startedAt),
              endTimeUnixNano: nanoseconds(span.endedAt),
              attributes: attributesOf(span.attributes),
              status: span.failed ? FAILED : {},
            })),
          },
        ],
      },
    ],
  }
}
