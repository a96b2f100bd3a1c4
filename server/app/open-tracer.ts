import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Tracer } from '../ports/tracer.ts'
import type { Settings } from './settings.ts'

export interface TracerSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  readonly version: string
  readonly instanceId: string
}

/** Null when nobody collects traces: their code is not loaded then, and requests are not followed. */
export async function openTracer(
  { observability, services }: Pick<Settings, 'observability' | 'services'>,
  { clock, logger, version, instanceId }: TracerSurroundings,
): Promise<Tracer | null> {
  const { otlpUrl, traceShare } = observability
  if (otlpUrl === null) return null
  const { createOtlpTracer } = await import('../adapters/opentelemetry/otlp-tracer.ts')
  const name = services === 'all' ? 'learnpath' : `learnpath-${services}`
  return createOtlpTracer({
    url: otlpUrl,
    share: traceShare,
    clock,
    logger,
    resource: { 'service.name': name, 'service.version': version, 'service.instance.id': instanceId },
  })
}
