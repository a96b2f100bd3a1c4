import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { ModelsApi } from './models-api.ts'

/** Addresses for listing, getting and looking after models. */
export function mountModelsRoutes(edge: Edge, { models }: { readonly models: ModelsApi }): void {
  edge.handle(ENDPOINTS.listModels, async () => await models.list())
  edge.handle(ENDPOINTS.getModel, async ({ params }) => await models.get(params.id))
  edge.handle(ENDPOINTS.pullModel, async ({ params }) => await models.pull(params.id))
  edge.handle(ENDPOINTS.importModel, async ({ body: { folder, id, manifest } }) => {
    const options = { ...(id === undefined ? {} : { id }), ...(manifest === undefined ? {} : { manifest }) }
    return await models.importFolder(folder, options)
  })
  edge.handle(
    ENDPOINTS.quantizeModel,
    async ({ params, body: { precision } }) => await models.quantize(params.id, precision),
  )
  edge.handle(
    ENDPOINTS.verifyModel,
    async ({ params, body: { precision } }) =>
      await models.verify(params.id, precision === undefined ? {} : { precision }),
  )
  edge.handle(ENDPOINTS.benchModel, async ({ params }) => await models.bench(params.id))
  edge.handle(ENDPOINTS.removeModel, async ({ params, query: { precision } }) => {
    await models.remove(params.id, precision === undefined ? {} : { precision })
    return undefined
  })
}
