import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { EndedSpan, Tracer } from '../../ports/tracer.ts'
import { createOtlpExporter, type OtlpExporterOptions } from './otlp-exporter.ts'
import { formatTraceparent, parseTraceparent, type TraceContext } from './trace-context.ts'

export interface OtlpTracerOptions extends OtlpExporterOptions {
  readonly clock: Clock
  /** Of the traces that begin here: from 0 to 1. Those that others have begun are as they said. */
  readonly share: number
}

const TRACE_BYTES = 16
const SPAN_BYTES = 8
/** Hexadecimal digits that a number holds exactly. */
const EXACT_DIGITS = 13
const EXACT_RANGE = 16 ** EXACT_DIGITS

/** Traces for OpenTelemetry. A trace is taken or left as a whole, by its id, so that services that do not know each other decide alike. */
export function createOtlpTracer(options: OtlpTracerOptions): Tracer {
  const { clock, share } = options
  const exporter = createOtlpExporter(options)
  const running = new AsyncLocalStorage<TraceContext>()

  function below(parent: TraceContext | null): TraceContext {
    const spanId = randomBytes(SPAN_BYTES).toString('hex')
    if (parent !== null) return { ...parent, spanId }
    const traceId = randomBytes(TRACE_BYTES).toString('hex')
    const sampled = Number.parseInt(traceId.slice(-EXACT_DIGITS), 16) < share * EXACT_RANGE
    return { traceId, spanId, sampled }
  }

  function add(
    span: EndedSpan,
    place: { context: TraceContext; parent: TraceContext | null; kind: 'server' | 'internal'; seconds: number },
  ): void {
    const { context, parent, kind, seconds } = place
    if (!context.sampled) return
    const endedAt = clock.now()
    const { traceId, spanId } = context
    exporter.add({
      ...span,
      traceId,
      spanId,
      parentSpanId: parent?.spanId ?? null,
      kind,
      startedAt: endedAt - seconds * 1000,
      endedAt,
    })
  }

  return {
    async request(header, work, describe) {
      // A request that the program makes to itself, such as an agent's, belongs to the one it comes from.
      const parent = parseTraceparent(header) ?? running.getStore() ?? null
      const context = below(parent)
      const startedAt = clock.monotonicMs()
      const result = await running.run(context, work)
      add(describe(result), { context, parent, kind: 'server', seconds: (clock.monotonicMs() - startedAt) / 1000 })
      return result
    },
    ended(span, seconds) {
      const parent = running.getStore() ?? null
      add(span, { context: below(parent), parent, kind: 'internal', seconds })
    },
    traceparent() {
      const context = running.getStore()
      return context === undefined ? null : formatTraceparent(context)
    },
    stop: async () => await exporter.flush(),
  }
}
