import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, ModelManifest, ProgressEvent } from '@learnpath/contracts'
import { createFilesystemModelStore } from '../../../adapters/filesystem/model-store.ts'
import { createHuggingFaceHub } from '../../../adapters/hub/huggingface-hub.ts'
import { createSqlJobQueue } from '../../../adapters/sql/job-queue.ts'
import { openTestStore } from '../../../adapters/testing/open-test-store.ts'
import { createInProcessEventBus } from '../../../adapters/system/in-process-event-bus.ts'
import { createManualClock } from '../../../ports/clock.double.ts'
import { createCountingIdSource } from '../../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../../ports/logger.double.ts'
import type { ModelHub } from '../../../ports/model-hub.ts'
import type { ModelStore } from '../../../ports/model-store.ts'
import { createModels } from '../models.ts'
import { someBytes, sha256Of, startHubServer } from './hub-server.ts'
import { createRecordingEngine, createRecordingQuantizer } from './model-doubles.ts'

export const WEIGHTS = someBytes(300_000)
export const TOKENIZER = new TextEncoder().encode('{"version":"1.0"}')

/** A model of two files on the test's own hub. */
export function manifestOf(changes: Partial<ModelManifest> = {}): ModelManifest {
  return {
    id: 'tiny',
    title: 'Tiny',
    repository: 'someone/tiny',
    revision: 'a'.repeat(40),
    license: 'MIT',
    task: 'embed',
    runtime: 'onnx',
    dimensions: 8,
    pooling: 'mean',
    normalize: true,
    instructions: { query: '', passage: '' },
    maximumTokens: 128,
    languages: ['en'],
    parameters: null,
    recommendedUse: 'Tests.',
    files: [
      { path: 'onnx/model.onnx', role: 'weights', sizeBytes: WEIGHTS.byteLength, sha256: sha256Of(WEIGHTS) },
      { path: 'tokenizer.json', role: 'tokenizer', sizeBytes: null, sha256: null },
    ],
    ...changes,
  }
}

export interface ModelsFixtureOptions {
  readonly folder?: string
  readonly hub?: ModelHub
  readonly wrapStore?: (store: ModelStore) => ModelStore
  readonly languages?: Record<string, number>
}

/** The module on real files, a real queue and a hub of its own on a free port. */
export async function createModelsFixture(options: ModelsFixtureOptions = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'learnpath-models-'))
  const modelsFolder = join(folder, 'models')
  const server = await startHubServer()
  server.put('onnx/model.onnx', WEIGHTS)
  server.put('tokenizer.json', TOKENIZER)
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const idSource = createCountingIdSource()
  const eventBus = createInProcessEventBus({ logger })
  const events: ProgressEvent[] = []
  eventBus.subscribe((event) => events.push(event))
  const store = await openTestStore({ file: join(folder, 'library.db'), clock, logger })
  const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
  const files = createFilesystemModelStore({ folder: modelsFolder, logger })
  const modelStore = options.wrapStore?.(files) ?? files
  const noProxy = { http: null, https: null, except: null }
  const hub =
    options.hub ??
    createHuggingFaceHub({ endpoint: server.url, token: null, proxy: noProxy, timeoutMs: 2000, userAgent: 'test' })
  const engine = createRecordingEngine()
  const quantizer = createRecordingQuantizer()
  const used = new Set<string>()
  const models = createModels({
    store,
    jobQueue,
    modelStore,
    hub,
    engine,
    quantizer,
    defaultPrecision: 'int8',
    machine: 'a test',
    languages: async () => await Promise.resolve(options.languages ?? {}),
    inUse: (modelId) => used.has(modelId),
    eventBus,
    logger,
    clock,
    retryPausesMs: [1, 1, 1],
  })
  await models.start()
  await jobQueue.start()

  async function ended(job: Job): Promise<Job> {
    for (;;) {
      const current = await jobQueue.get(job.id)
      if (current !== null && current.state !== 'queued' && current.state !== 'running') return current
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  return {
    folder,
    modelsFolder,
    server,
    models,
    modelStore,
    store,
    clock,
    idSource,
    eventBus,
    jobQueue,
    engine,
    quantizer,
    events,
    logger,
    used,
    /** Puts a description into the folder for those of users. */
    describe(manifest: unknown, name = 'tiny.json') {
      mkdirSync(join(modelsFolder, 'catalogue'), { recursive: true })
      writeFileSync(
        join(modelsFolder, 'catalogue', name),
        typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
      )
    },
    ended,
    pull: async (modelId = 'tiny') => await ended(await models.pull(modelId)),
    stages: () => events.flatMap((event) => (event.type === 'model-progress' ? [event.stage] : [])),
    async cleanUp({ keep = false } = {}) {
      await jobQueue.stop({ graceMs: keep ? 0 : 1000 })
      await models.stop()
      await store.close()
      await server.close()
      if (!keep) rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type ModelsFixture = Awaited<ReturnType<typeof createModelsFixture>>
