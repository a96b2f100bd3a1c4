import { createForwarder, type Forwarder } from '../http/forwarding/forwarder.ts'
import { createUpstream, type Upstream } from '../http/forwarding/upstream.ts'
import type { Clock } from '../ports/clock.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { UpstreamService } from './service-settings.ts'

/** The processes of one service. */
export interface ServiceProcesses {
  readonly upstreams: readonly Upstream[]
  readonly forwarder: Forwarder
  close(): Promise<void>
}

const LOOK_EVERY_MS = 500

/** Knows how each process is, by asking again and again, and hands requests on to those that are well. */
export function watchService(
  { service, urls }: { readonly service: UpstreamService; readonly urls: readonly string[] },
  { clock, metrics }: { readonly clock: Clock; readonly metrics: Metrics },
): ServiceProcesses {
  const upstreams = urls.map((url) => createUpstream({ url, clock }))
  const looking = new Set<Upstream>()
  async function look(upstream: Upstream): Promise<void> {
    if (looking.has(upstream)) return
    looking.add(upstream)
    await upstream.look()
    looking.delete(upstream)
  }
  const lookAtAll = (): void => upstreams.forEach((upstream) => void look(upstream))
  lookAtAll()
  const timer = setInterval(lookAtAll, LOOK_EVERY_MS).unref()
  return {
    upstreams,
    forwarder: createForwarder({
      service,
      upstreams,
      clock,
      onAttempt: (outcome) => metrics.forwarded(service, outcome),
    }),
    async close() {
      clearInterval(timer)
      await Promise.all(upstreams.map(async (upstream) => await upstream.close()))
    },
  }
}
