import { ENDPOINTS, LearnPathError } from '@learnpath/contracts'
import type { Edge } from '../http/edge.ts'
import { outsideScopes } from '../kernel/access/access-scope.ts'
import type { Metrics } from '../ports/metrics.ts'

export interface HealthDependencies {
  readonly version: string
  readonly instanceId: string
  readonly metrics: Metrics
  /** What the process needs, and how that is. */
  readonly checks: () => Readonly<Record<string, string>>
}

/** What is there at every process: whether it lives and serves, and its metrics. */
export function mountHealth(edge: Edge, dependencies: HealthDependencies): void {
  const { instanceId, version, metrics, checks } = dependencies
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId, version, checks: { process: 'ok' } }))
  edge.handle(ENDPOINTS.ready, () => {
    if (edge.draining) throw new LearnPathError('LP_SERVER_STOPPING')
    return { status: 'ok' as const, instanceId, version, checks: checks() }
  })
  edge.handle(ENDPOINTS.metrics, async () => {
    const { contentType, body } = await outsideScopes(async () => await metrics.render())
    return new Response(body, { headers: { 'content-type': contentType } })
  })
}
