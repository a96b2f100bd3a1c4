import { LearnPathError, type ModelTask } from '@learnpath/contracts'
import type { Embedder } from '../../ports/embedder.ts'
import type { Reranker } from '../../ports/reranker.ts'
import type { ModelsApi } from '../models/index.ts'

export interface ServingModels {
  /** Null when search works by keywords alone. */
  readonly activeEmbedder: () => Embedder | null
  readonly activeReranker: () => Reranker | null
  readonly models: Pick<ModelsApi, 'list' | 'embedder' | 'reranker'>
}

/**
 * The embedder of that id or hub repository, or the one that serves. One that serves is found even when it is not a model of
 * this machine.
 * @throws LP_MODEL_NONE_ACTIVE, LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED, LP_MODEL_TASK_WRONG
 */
export async function findEmbedder(serving: ServingModels, name: string | undefined): Promise<Embedder> {
  const active = serving.activeEmbedder()
  if (name === undefined) return active ?? noneServes('embed')
  if (active?.description.modelId === name) return active
  const id = await idOf(serving, name)
  return active?.description.modelId === id ? active : await serving.models.embedder(id)
}

/** As `findEmbedder`. */
export async function findReranker(serving: ServingModels, name: string | undefined): Promise<Reranker> {
  const active = serving.activeReranker()
  if (name === undefined) return active ?? noneServes('rerank')
  if (active?.description.modelId === name) return active
  const id = await idOf(serving, name)
  return active?.description.modelId === id ? active : await serving.models.reranker(id)
}

function noneServes(task: ModelTask): never {
  throw new LearnPathError('LP_MODEL_NONE_ACTIVE', {
    detail: task === 'embed' ? 'no embedder is chosen' : 'no reranker is chosen',
  })
}

/** A name with a slash is a repository: ids have none. */
async function idOf({ models }: ServingModels, name: string): Promise<string> {
  if (!name.includes('/')) return name
  const { models: known } = await models.list()
  const found = known.find(({ manifest }) => manifest.repository?.toLowerCase() === name.toLowerCase())
  if (found === undefined) throw new LearnPathError('LP_MODEL_UNKNOWN', { detail: name.slice(0, 200) })
  return found.manifest.id
}
