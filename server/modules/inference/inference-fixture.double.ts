import { LearnPathError, type Model, type ModelManifest } from '@learnpath/contracts'
import { createEdge, type Edge } from '../../http/edge.ts'
import { listen } from '../../http/listen.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createHashingEmbedder, type HashingEmbedder } from '../../ports/embedder.double.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger, type LogLine } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createWordReranker, type WordReranker } from '../../ports/reranker.double.ts'
import type { Reranker } from '../../ports/reranker.ts'
import { mountInferenceRoutes } from './inference.routes.ts'
import { createInference } from './inference.ts'

export interface InferenceFixture {
  readonly edge: Edge
  /** What serves, unless `serve` changed it. */
  readonly embedder: HashingEmbedder
  readonly reranker: WordReranker
  readonly log: readonly LogLine[]
  serve(embedder: Embedder | null, reranker: Reranker | null): void
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>
  get(path: string): Promise<Response>
  /** Over a real socket, until `stop`. */
  listen(): Promise<{ readonly url: string; stop(): Promise<void> }>
}

const BASE = 'http://127.0.0.1:8080'

const manifestOf = (id: string, repository: string | null): ModelManifest => ({
  id,
  title: id,
  repository,
  revision: 'abc123',
  license: 'MIT',
  task: 'embed',
  runtime: 'static',
  dimensions: 16,
  pooling: 'mean',
  normalize: true,
  instructions: { query: 'query: ', passage: 'passage: ' },
  maximumTokens: 64,
  languages: ['en'],
  parameters: null,
  recommendedUse: '',
  files: [{ path: 'model.safetensors', role: 'weights', sizeBytes: null, sha256: null }],
})

const modelOf = (manifest: ModelManifest, installed: Model['installed']): Model => ({
  manifest,
  origin: 'catalogue',
  installed,
  inUse: false,
  loaded: false,
})

/** An embedder that is on this machine as delivered. */
const installedModel = (id: string, repository: string | null): Model =>
  modelOf(manifestOf(id, repository), [{ precision: 'none', sizeBytes: 1, card: null }])

/** The routes on models that need no files: `hashing` serves, `other` is installed with another size, `absent` is only known. */
export function createInferenceFixture(options: { readonly maxTextsAtOnce?: number } = {}): InferenceFixture {
  const embedder = createHashingEmbedder()
  const reranker = createWordReranker()
  const other = createHashingEmbedder({ modelId: 'other', key: 'other@1', dimensions: 8 })
  const words = installedModel('words', null)
  const known = [
    installedModel('hashing', 'makers/Hashing'),
    installedModel('other', 'makers/Other'),
    modelOf(manifestOf('absent', null), []),
    { ...words, manifest: { ...words.manifest, task: 'rerank' as const } },
  ]
  let serving: { embedder: Embedder | null; reranker: Reranker | null } = { embedder, reranker }
  const opened = (id: string): never => {
    const exists = known.some(({ manifest }) => manifest.id === id)
    throw new LearnPathError(exists ? 'LP_MODEL_NOT_INSTALLED' : 'LP_MODEL_UNKNOWN', { detail: id })
  }
  const inference = createInference({
    models: {
      list: async () => ({
        models: known,
        profiles: [],
        recommended: { profile: 'fast', reason: '' },
        folder: '/models',
        invalid: [],
      }),
      embedder: async (id) => (id === 'other' ? other : opened(id)),
      reranker: async (id) => opened(id),
    },
    activeEmbedder: () => serving.embedder,
    activeReranker: () => serving.reranker,
    version: '1.2.3',
    chatModels: async () => await Promise.resolve([{ id: 'learnpath', owner: 'learnpath' }]),
    maxTextsAtOnce: options.maxTextsAtOnce ?? 10_000,
  })
  const logger = createRecordingLogger()
  const edge = createEdge({
    clock: createManualClock(),
    idSource: createCountingIdSource(),
    logger,
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 60_000,
    maxConcurrentRequests: 64,
  })
  mountInferenceRoutes(edge, { inference })
  return {
    edge,
    embedder,
    reranker,
    log: logger.lines,
    serve: (nextEmbedder, nextReranker) => {
      serving = { embedder: nextEmbedder, reranker: nextReranker }
    },
    post: async (path, body, init = {}) =>
      await edge.fetch(
        new Request(`${BASE}${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
          ...init,
        }),
      ),
    get: async (path) => await edge.fetch(new Request(`${BASE}${path}`)),
    async listen() {
      const server = await listen(
        { host: '127.0.0.1', port: 0 },
        async (request, incoming) => await edge.fetch(request, incoming),
      )
      return { url: server.url, stop: async () => await server.stop(0) }
    },
  }
}
