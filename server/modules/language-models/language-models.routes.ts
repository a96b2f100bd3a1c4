import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { LanguageModelsApi } from './language-models-api.ts'

export interface LanguageModelsRoutesDependencies {
  readonly languageModels: LanguageModelsApi
}

/** Addresses of language models: which there are, and who answers. */
export function mountLanguageModelsRoutes(edge: Edge, { languageModels }: LanguageModelsRoutesDependencies): void {
  edge.handle(ENDPOINTS.listLanguageModels, async ({ signal }) => await languageModels.list(signal))
  edge.handle(ENDPOINTS.chooseLanguageModels, async ({ body }) => await languageModels.choose(body.chain))
  edge.handle(ENDPOINTS.loadLanguageModel, async ({ body, signal }) => await languageModels.load(body.model, signal))
  edge.handle(ENDPOINTS.unloadLanguageModel, async ({ body }) => await languageModels.unload(body.model))
}
