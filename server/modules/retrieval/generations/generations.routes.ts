import { ENDPOINTS } from '@learnpath/contracts'
import { runsInstallation } from '../../../http/access-gate.ts'
import type { Edge } from '../../../http/edge.ts'
import type { GenerationsApi } from './generations-api.ts'

/** Vectors by model, and which model reorders hits. */
export function mountGenerationRoutes(edge: Edge, generations: GenerationsApi): void {
  edge.handle(ENDPOINTS.listGenerations, async ({ caller }) => {
    const all = await generations.list()
    if (runsInstallation(caller)) return { generations: all }
    return { generations: await Promise.all(all.map(async (one) => await generations.asSeen(one))) }
  })
  edge.handle(ENDPOINTS.planGeneration, async ({ body }) => await generations.plan(body))
  edge.handle(ENDPOINTS.createGeneration, async ({ body }) => await generations.create(body))
  edge.handle(ENDPOINTS.activateGeneration, async ({ params }) => await generations.activate(params.id))
  edge.handle(ENDPOINTS.deactivateGeneration, async ({ params }) => await generations.deactivate(params.id))
  edge.handle(ENDPOINTS.dropGeneration, async ({ params }) => {
    await generations.drop(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.getReranker, async () => await generations.rerankerChoice())
  edge.handle(ENDPOINTS.setReranker, async ({ body }) => await generations.setReranker(body))
}
