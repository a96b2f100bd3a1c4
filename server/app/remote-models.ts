import type { Model } from '@learnpath/contracts'
import type { ModelsApi } from '../modules/models/index.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Reranker } from '../ports/reranker.ts'
import type { EmbedderService, RemoteService } from './settings.ts'

/** Names that models of connected services have among the models of this machine. */
export const REMOTE_EMBEDDER = 'remote-embedder'
export const REMOTE_RERANKER = 'remote-reranker'

export interface RemoteServices {
  readonly embedderService: EmbedderService | null
  readonly rerankerService: RemoteService | null
}

/** The models of this machine, and those of connected services as if they were among them. Asks a service when it is needed first. */
export function withRemoteModels(models: ModelsApi, services: RemoteServices): ModelsApi {
  const embedder = askedOnce(services.embedderService, connectEmbedder)
  const reranker = askedOnce(services.rerankerService, connectReranker)
  return {
    ...models,
    async get(modelId) {
      if (modelId === REMOTE_EMBEDDER && embedder !== null) return embedderModel(await embedder())
      if (modelId === REMOTE_RERANKER && reranker !== null) return rerankerModel(await reranker())
      return await models.get(modelId)
    },
    async embedder(modelId, precision) {
      return modelId === REMOTE_EMBEDDER && embedder !== null
        ? await embedder()
        : await models.embedder(modelId, precision)
    },
    async reranker(modelId, precision) {
      return modelId === REMOTE_RERANKER && reranker !== null
        ? await reranker()
        : await models.reranker(modelId, precision)
    },
  }
}

/** Null without a service. What failed is asked again the next time. */
function askedOnce<Service, Connected>(
  service: Service | null,
  connect: (service: Service) => Promise<Connected>,
): (() => Promise<Connected>) | null {
  if (service === null) return null
  let connected: Promise<Connected> | null = null
  return async () => {
    connected ??= connect(service)
    try {
      return await connected
    } catch (failure) {
      connected = null
      throw failure
    }
  }
}

async function connectEmbedder(service: EmbedderService): Promise<Embedder> {
  const { url, key, api, model } = service
  const options = {
    url,
    key,
    ...(service.languages.length > 0 && { languages: service.languages }),
    ...(service.instructions !== null && { instructions: service.instructions }),
  }
  switch (api) {
    case 'tei': {
      const { createTeiEmbedder } = await import('../adapters/remote-inference/tei-embedder.ts')
      return await createTeiEmbedder(options)
    }
    case 'openai': {
      const { createOpenAiEmbedder } = await import('../adapters/remote-inference/openai-embedder.ts')
      return await createOpenAiEmbedder({ ...options, model: model ?? '' })
    }
    case 'ollama': {
      const { createOllamaEmbedder } = await import('../adapters/remote-inference/ollama-embedder.ts')
      return await createOllamaEmbedder({ ...options, model: model ?? '' })
    }
  }
}

async function connectReranker({ url, key }: RemoteService): Promise<Reranker> {
  const { createTeiReranker } = await import('../adapters/remote-inference/tei-reranker.ts')
  return await createTeiReranker({ url, key })
}

const REMOTE = {
  repository: null,
  license: 'unknown',
  runtime: 'remote',
  normalize: true,
  pooling: 'none',
  instructions: { query: '', passage: '' },
  parameters: null,
  recommendedUse: 'Runs at the service that the settings name.',
  files: [],
} as const

const RUNNING = {
  origin: 'user',
  installed: [{ precision: 'none', sizeBytes: 0, card: null }],
  inUse: true,
  loaded: false,
} satisfies Partial<Model>

function embedderModel({ description }: Embedder): Model {
  const { modelId, key, dimensions, maximumTokens, languages } = description
  return {
    ...RUNNING,
    manifest: {
      ...REMOTE,
      id: REMOTE_EMBEDDER,
      title: modelId,
      revision: key.slice(0, 100),
      task: 'embed',
      dimensions,
      maximumTokens,
      languages: [...languages],
      instructions: { ...REMOTE.instructions },
      files: [],
    },
  }
}

function rerankerModel({ description }: Reranker): Model {
  const { modelId, key, maximumTokens } = description
  return {
    ...RUNNING,
    manifest: {
      ...REMOTE,
      id: REMOTE_RERANKER,
      title: modelId,
      revision: key.slice(0, 100),
      task: 'rerank',
      dimensions: null,
      maximumTokens,
      languages: ['multi'],
      instructions: { ...REMOTE.instructions },
      files: [],
    },
  }
}
