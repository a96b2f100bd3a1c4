import { ENDPOINTS, LearnPathError } from '@learnpath/contracts'
import type { Edge } from '../http/edge.ts'
import { mountInferenceRoutes, type InferenceRoutesDependencies } from '../modules/inference/inference.routes.ts'
import type { Metrics } from '../ports/metrics.ts'

export interface InferenceServiceDependencies extends InferenceRoutesDependencies {
  readonly instanceId: string
  readonly metrics: Metrics
}

/** A process that does nothing but run models: inference, health and metrics; no library. */
export default function mountInference(edge: Edge, dependencies: InferenceServiceDependencies): void {
  const { instanceId, metrics } = dependencies
  mountInferenceRoutes(edge, dependencies)
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId, checks: { process: 'ok' } }))
  edge.handle(ENDPOINTS.ready, () => {
    if (edge.stopping.aborted) throw new LearnPathError('LP_SERVER_STOPPING')
    return { status: 'ok' as const, instanceId, checks: { inference: 'ok' } }
  })
  edge.handle(ENDPOINTS.metrics, async () => {
    const { contentType, body } = await metrics.render()
    return new Response(body, { headers: { 'content-type': contentType } })
  })
}
