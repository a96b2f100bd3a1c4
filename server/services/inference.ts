import type { Edge } from '../http/edge.ts'
import { mountInferenceRoutes, type InferenceRoutesDependencies } from '../modules/inference/inference.routes.ts'
import type { ModelsApi } from '../modules/models/index.ts'
import { mountModelsRoutes } from '../modules/models/models.routes.ts'
import { mountGenerationRoutes } from '../modules/retrieval/generations/generations.routes.ts'
import type { GenerationsApi } from '../modules/retrieval/index.ts'

export interface InferenceServiceDependencies extends InferenceRoutesDependencies {
  readonly models: ModelsApi
  readonly generations: GenerationsApi
}

/** Models, which of them are chosen, and running them for other programs. */
export default function mountInference(edge: Edge, dependencies: InferenceServiceDependencies): void {
  mountModelsRoutes(edge, dependencies)
  mountGenerationRoutes(edge, dependencies.generations)
  mountInferenceRoutes(edge, dependencies)
}
