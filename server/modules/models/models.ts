import { LearnPathError, type Job, type Model, type Precision } from '@learnpath/contracts'
import type { InstalledModel } from '../../ports/model-store.ts'
import { importModel } from './import-model.ts'
import { hasWeights, isWeights, readKnownModels, requireKnown, type KnownModel } from './known-models.ts'
import { cardOf, createFormMaker, placeOf } from './make-form.ts'
import type { ModelsApi } from './models-api.ts'
import type { ModelsDependencies } from './models-dependencies.ts'
import { createPullHandler, createQuantizeHandler, PULL_MODEL, QUANTIZE_MODEL } from './models.jobs.ts'
import { artifactOf, openEmbedder, openReranker, requireInstalled } from './open-model.ts'
import { PROFILES, recommendProfile } from './profiles.ts'
import { verifyModel } from './verify-model.ts'

/** The models folder, and all that is done to it. Costs nothing until a method is called. */
export function createModels(deps: ModelsDependencies): ModelsApi {
  const { modelStore, jobQueue, defaultPrecision } = deps
  const forms = createFormMaker(deps)
  const jobs = createModelJobs(deps)

  async function installedModel(modelId: string): Promise<Model> {
    return await describe(deps, { installed: await requireInstalled(deps, modelId), known: null })
  }

  return {
    defaultPrecision,
    list: async () => await listModels(deps),
    async get(modelId) {
      const installed = await modelStore.find(modelId)
      const known = installed === null ? requireKnown(await readKnownModels(modelStore), modelId) : null
      return await describe(deps, { installed, known })
    },
    async pull(modelId) {
      requireKnown(await readKnownModels(modelStore), modelId)
      return await jobs.queue(PULL_MODEL, modelId, {})
    },
    async importFolder(folder, options) {
      return await installedModel(await importModel(deps, folder, options))
    },
    async quantize(modelId, precision) {
      await requireInstalled(deps, modelId)
      return await jobs.queue(QUANTIZE_MODEL, modelId, { precision })
    },
    verify: async (modelId, { precision }) => await verifyModel(deps, await requireInstalled(deps, modelId), precision),
    async bench(modelId) {
      const { installed } = await installedModel(modelId)
      const model = await requireInstalled(deps, modelId)
      const runs = []
      for (const { precision } of installed) {
        runs.push(await deps.quantizer.measureSpeed(artifactOf(deps, model, precision)))
      }
      return { machine: deps.machine, runs }
    },
    remove: async (modelId, { precision }) => await removeModel(deps, modelId, precision),
    recommend: async () => recommendProfile(await deps.languages()),
    embedder: async (modelId, precision = defaultPrecision) => await openEmbedder(deps, forms, { modelId, precision }),
    reranker: async (modelId, precision = defaultPrecision) => await openReranker(deps, forms, { modelId, precision }),
    async start() {
      // One at a time: the network and the processors are shared anyway, and progress is easier to follow.
      jobQueue.handle(PULL_MODEL, jobs.watched(createPullHandler(deps)), { concurrency: 1 })
      jobQueue.handle(QUANTIZE_MODEL, jobs.watched(createQuantizeHandler(deps, forms)), { concurrency: 1 })
      await modelStore.sweep()
    },
    stop: async () => await forms.stop(),
  }
}

type Handler = ReturnType<typeof createPullHandler>

const keyOf = (kind: string, modelId: string, payload: Readonly<Record<string, unknown>>): string =>
  [kind, modelId, ...Object.values(payload).map(String)].join(' ')

/** Queues jobs; who asks for what runs already gets the job that does it. */
function createModelJobs({ store, jobQueue }: ModelsDependencies): {
  queue(kind: string, modelId: string, payload: Readonly<Record<string, unknown>>): Promise<Job>
  watched(handler: Handler): Handler
} {
  const running = new Map<string, string>()
  const jobOf = async (jobId: string) => {
    const job = await jobQueue.get(jobId)
    if (job === null) throw new LearnPathError('LP_JOB_NOT_FOUND', { detail: jobId })
    return job
  }
  return {
    async queue(kind, modelId, payload) {
      const dedupeKey = keyOf(kind, modelId, payload)
      const current = running.get(dedupeKey)
      if (current !== undefined) return await jobOf(current)
      const jobId = await store.db
        .transaction()
        .execute(
          async (transaction) =>
            await jobQueue.enqueue(transaction, { kind, subjectId: modelId, dedupeKey, payload, priority: 1 }),
        )
      jobQueue.wake()
      return await jobOf(jobId)
    },
    watched: (handler) => async (job, signal) => {
      const key = keyOf(job.kind, job.subjectId, job.payload)
      running.set(key, job.id)
      try {
        return await handler(job, signal)
      } finally {
        running.delete(key)
      }
    },
  }
}

async function listModels(deps: ModelsDependencies): ReturnType<ModelsApi['list']> {
  const { modelStore } = deps
  const { known, invalid } = await readKnownModels(modelStore)
  const installed = new Map((await modelStore.installed()).map((model) => [model.manifest.id, model]))
  const ids = [...new Set([...known.keys(), ...installed.keys()])]
  const models: Model[] = []
  for (const id of ids) {
    models.push(await describe(deps, { installed: installed.get(id) ?? null, known: known.get(id) ?? null }))
  }
  return {
    models,
    profiles: [...PROFILES],
    recommended: recommendProfile(await deps.languages()),
    folder: modelStore.folder,
    invalid: invalid.map(({ file, error }) => ({ file, message: error.message })),
  }
}

async function describe(
  deps: ModelsDependencies,
  { installed, known }: { readonly installed: InstalledModel | null; readonly known: KnownModel | null },
): Promise<Model> {
  const of = installed ?? known
  if (of === null) throw new LearnPathError('LP_MODEL_UNKNOWN')
  const { manifest, origin } = of
  const forms = installed === null ? [] : await deps.modelStore.forms(placeOf(installed))
  const delivered: Model['installed'] =
    installed !== null && hasWeights(installed)
      ? [{ precision: 'none', sizeBytes: installed.files.reduce((sum, file) => sum + file.sizeBytes, 0), card: null }]
      : []
  return {
    manifest,
    origin,
    installed: [
      ...delivered,
      ...forms.map(({ precision, sizeBytes, card }) => ({ precision, sizeBytes, card: cardOf(card) })),
    ],
    inUse: installed !== null && (await deps.inUse(manifest.id)),
    loaded: deps.engine.loaded().some(({ model }) => model === manifest.id),
  }
}

/** @throws LP_MODEL_IN_USE, LP_MODEL_NOT_INSTALLED */
async function removeModel(deps: ModelsDependencies, modelId: string, precision: Precision | undefined): Promise<void> {
  const { modelStore, engine, logger } = deps
  const model = await requireInstalled(deps, modelId)
  if (await deps.inUse(modelId)) throw new LearnPathError('LP_MODEL_IN_USE', { detail: modelId })
  const place = placeOf(model)
  const forms = await modelStore.forms(place)
  const there = precision === 'none' ? hasWeights(model) : forms.some((form) => form.precision === precision)
  if (precision !== undefined && !there) {
    throw new LearnPathError('LP_MODEL_NOT_INSTALLED', { detail: `${modelId} is not there as ${precision}` })
  }
  await engine.unload(modelId)
  if (precision === undefined || (precision === 'none' && forms.length === 0)) await modelStore.remove(modelId)
  else if (precision === 'none') {
    const gone = new Set(model.manifest.files.filter(isWeights).map(({ path }) => path))
    // The record first: weights that are recorded are there.
    await modelStore.record({ ...model, files: model.files.filter(({ path }) => !gone.has(path)) })
    await modelStore.removeFiles(place, [...gone])
  } else await modelStore.removeForm(place, precision)
  logger.info('a model was removed', { model: modelId, precision: precision ?? 'all' })
}
