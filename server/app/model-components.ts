import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Precision } from '@learnpath/contracts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { ModelsApi } from '../modules/models/index.ts'
import type { GenerationsApi } from '../modules/retrieval/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { InferenceEngine } from '../ports/inference-engine.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import { INDEX_FOLDERS } from './index-folders.ts'
import { machineName } from './machine-name.ts'
import { withRemoteModels } from './remote-models.ts'
import type { OpenedQdrant } from './open-qdrant.ts'
import type { Settings } from './settings.ts'

export interface ModelComponents {
  readonly engine: InferenceEngine
  readonly models: ModelsApi
  readonly generations: GenerationsApi
}

export interface ModelSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  /** Null where vectors are in the data folder. */
  readonly qdrant: OpenedQdrant | null
  /** Of LearnPath. */
  readonly version: string
}

/** Everything that has to do with models. Opens no model, and nothing on the network. */
export async function openModelComponents(
  settings: Settings,
  surroundings: ModelSurroundings,
): Promise<ModelComponents> {
  const code = await import('./library-code.ts')
  const { library, logger } = surroundings
  const engine = code.createLocalInferenceEngine({
    ...surroundings,
    threads: settings.inferenceThreads,
    idleMs: settings.modelIdleSeconds * 1000,
  })
  const local = code.createModels({
    ...surroundings,
    modelStore: code.createFilesystemModelStore({ folder: settings.modelsFolder, logger }),
    hub: code.createHuggingFaceHub({
      endpoint: settings.hub.endpoint,
      furtherHosts: settings.hub.furtherHosts,
      token: settings.hub.token,
      proxy: { http: settings.hub.httpProxy, https: settings.hub.httpsProxy, except: settings.hub.noProxy },
      userAgent: `learnpath/${surroundings.version}`,
    }),
    engine,
    quantizer: code.createModelQuantizer({ ...surroundings, threads: settings.inferenceThreads }),
    defaultPrecision: precisionOf(settings, engine),
    machine: machineName(),
    languages: async () => (await library.statistics()).languages,
    inUse: async (modelId) => await isInUse(generations, modelId),
  })
  const models = withRemoteModels(local, settings)
  const generations = code.createGenerations({
    ...surroundings,
    models,
    vectorIndexStore:
      surroundings.qdrant?.vectorIndexStore ??
      code.createLocalVectorIndexStore({ folder: join(settings.home, INDEX_FOLDERS.vector), logger }),
    chunkerVersion: code.CHUNKER_VERSION,
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(settings.home)
      return bavail * bsize
    },
  })
  return { engine, models, generations }
}

function precisionOf({ precision }: Settings, { provider }: InferenceEngine): Precision {
  if (precision !== 'auto') return precision
  return provider === 'cpu' ? 'int8' : 'fp16'
}

async function isInUse(generations: GenerationsApi, modelId: string): Promise<boolean> {
  const [all, reranker] = await Promise.all([generations.list(), generations.rerankerChoice()])
  const needed = all.some(({ model, state }) => model === modelId && (state === 'serving' || state === 'building'))
  return needed || reranker.model === modelId
}
