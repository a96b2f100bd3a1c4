import type { Model, ModelTask } from '@learnpath/contracts'
import type { Embedder } from '../../ports/embedder.ts'
import type { Reranker } from '../../ports/reranker.ts'
import type { ModelsApi } from '../models/index.ts'

export interface ModelsToServe {
  readonly embedder: Embedder | null
  readonly reranker: Reranker | null
}

/**
 * What a process without a library serves when a request names no model: the only embedder and the only reranker that are
 * installed. Null where there is none, or a choice. Loads nothing.
 */
export async function openModelsToServe(
  models: Pick<ModelsApi, 'list' | 'embedder' | 'reranker'>,
): Promise<ModelsToServe> {
  const { models: known } = await models.list()
  const embedder = onlyInstalled(known, 'embed')
  const reranker = onlyInstalled(known, 'rerank')
  return {
    embedder: embedder === null ? null : await models.embedder(embedder),
    reranker: reranker === null ? null : await models.reranker(reranker),
  }
}

function onlyInstalled(known: readonly Model[], task: ModelTask): string | null {
  const [first, ...more] = known.filter(({ manifest, installed }) => manifest.task === task && installed.length > 0)
  return first === undefined || more.length > 0 ? null : first.manifest.id
}
