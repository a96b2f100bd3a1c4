import { createGeneration, inputVersionOf } from './create-generation.ts'
import type { GenerationsApi } from './generations-api.ts'
import { createGenerationsCore, type CoreListeners, type GenerationsCore } from './generations-core.ts'
import type { GenerationsDependencies } from './generations-dependencies.ts'
import type { OpenGeneration } from './open-generation.ts'
import { planGeneration } from './plan-generation.ts'
import { createRerankerChooser } from './reranker-choice.ts'
import { servingReason } from './serving-reason.ts'
import { continueBuilding, dropStrayIndexes, openServing } from './start-generations.ts'
import {
  activateGeneration,
  deactivateGeneration,
  dropGeneration,
  failGeneration,
  isComplete,
  settleGeneration,
} from './switch-generation.ts'

const RETRY_UNAVAILABLE_MS = 30_000
/** With these, trying again is no use as long as the files are what they are. */
const FATAL_CODES: ReadonlySet<string> = new Set([
  'LP_MODEL_UNUSABLE',
  'LP_MODEL_FILES_WRONG',
  'LP_MODEL_FIDELITY_MISSED',
  'LP_MODEL_TASK_WRONG',
])

function createListeners(): CoreListeners {
  let announcedAt = -Infinity
  function announceProgress(core: GenerationsCore, generationId: string): void {
    const now = core.dependencies.clock.monotonicMs()
    if (core.stopped || now - announcedAt < core.timing.progressIntervalMs) return
    announcedAt = now
    core.inBackground('telling of progress', async () => await core.changed(generationId))
  }
  return {
    onProgress(core, open) {
      const { row, follower, target } = open
      if (follower.index.appliedSequence >= target) open.ready = true
      if (row.state === 'building') announceProgress(core, row.id)
      if (row.state !== 'building' || !isComplete(core, open)) return
      core.inBackground('switching to other vectors', async () => {
        await settleGeneration(core, row.id)
      })
    },
    onTrouble(core, { row }, trouble) {
      if (trouble === null || core.stopped) return
      const { code, message } = trouble
      core.dependencies.logger.warn('making vectors failed', { model: row.model_id, code, error: message })
      if (!FATAL_CODES.has(code)) return
      core.inBackground('ending what cannot be made', async () => {
        await failGeneration(core, row.id, trouble)
      })
    },
  }
}

/** Follows the library's events. @returns a function that ends it */
function listen(core: GenerationsCore, openMissing: () => void): () => void {
  return core.dependencies.eventBus.subscribe((event) => {
    if (event.type === 'document-deleted') core.pool.forget(event.documentId)
    if (event.type === 'document-changed' || event.type === 'document-deleted') core.pool.wakeAll()
    if (event.type === 'model-progress' && event.stage === 'ready') openMissing()
  })
}

async function waitWhileBuilding(core: GenerationsCore, open: OpenGeneration | null): Promise<void> {
  const { clock, eventBus } = core.dependencies
  const until = clock.monotonicMs() + core.timing.activationWaitMs
  if (open?.row.state !== 'building') return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(done, Math.max(0, until - clock.monotonicMs()))
    const unsubscribe = eventBus.subscribe((event) => {
      if (event.type !== 'generation-changed' || event.generation.id !== open.row.id) return
      if (event.generation.state !== 'building') done()
    })
  })
}

/** The vectors of the library, kept in the relational store, and the indexes that are made from them. */
export function createGenerations(dependencies: GenerationsDependencies): GenerationsApi {
  const core = createGenerationsCore(dependencies, createListeners())
  const reranker = createRerankerChooser(dependencies)
  const serving = (): OpenGeneration | null => (core.serving?.ready === true ? core.serving : null)
  let unsubscribe: (() => void) | null = null
  let retryTimer: NodeJS.Timeout | null = null
  let rebuilding: Promise<{ chunks: number }> | null = null

  /** Models may have arrived since. */
  async function openMissing(): Promise<void> {
    await reranker.open()
    await core.exclusively(async () => {
      if (core.stopped || core.unavailable.size === 0) return
      await openServing(core)
      if (core.mayBuild) await continueBuilding(core)
    })
  }
  const openMissingInBackground = (): void => {
    core.inBackground('opening models', openMissing)
  }

  async function rebuildIndex(): Promise<{ chunks: number }> {
    const current = core.serving
    if (current === null) return { chunks: 0 }
    const next = await core.pool.replaceIndex(current, dependencies.idSource.next('vec'))
    if (core.serving === current) core.serving = next
    core.known = await core.rows.all()
    return { chunks: next.follower.index.entryCount() }
  }

  return {
    serving() {
      const open = serving()
      if (open === null) return null
      const { row, follower } = open
      const { id, model_id: model, precision, dimensions } = row
      return { generation: { id, model, precision, dimensions }, embedder: follower.embedder, index: follower.index }
    },
    notServingReason: () => (serving() === null ? servingReason(core) : null),
    reranker: () => reranker.current(),
    async lag() {
      const open = serving()
      if (open === null) return 0
      return Math.max(0, (await dependencies.library.latestSequence()) - open.follower.index.appliedSequence)
    },
    list: async () => await Promise.all((await core.rows.all()).map(async (row) => await core.describe(row))),
    plan: async (request) => await planGeneration(core, request, inputVersionOf(core)),
    create: async (request) => await core.exclusively(async () => await createGeneration(core, request)),
    async activate(generationId) {
      await activateGeneration(core, generationId)
      await waitWhileBuilding(core, core.pool.get(generationId))
      return await core.describe(await core.rows.get(generationId))
    },
    async deactivate(generationId) {
      await deactivateGeneration(core, generationId)
      return await core.describe(await core.rows.get(generationId))
    },
    async drop(generationId) {
      await dropGeneration(core, generationId)
    },
    async rebuildIndex() {
      rebuilding ??= rebuildIndex().finally(() => {
        rebuilding = null
      })
      return await rebuilding
    },
    rerankerChoice: async () => await reranker.choice(),
    setReranker: async (request) => await reranker.set(request),
    async start({ build }) {
      core.mayBuild = build
      await core.exclusively(async () => {
        await openServing(core)
      })
      await reranker.open()
      unsubscribe = listen(core, openMissingInBackground)
      if (!build) return
      retryTimer = setInterval(openMissingInBackground, RETRY_UNAVAILABLE_MS).unref()
      core.inBackground('going on with vectors', async () => {
        await core.exclusively(async () => {
          await continueBuilding(core)
          await dropStrayIndexes(core)
        })
      })
    },
    async stop() {
      core.stopped = true
      unsubscribe?.()
      if (retryTimer !== null) clearInterval(retryTimer)
      core.serving = null
      await core.exclusively(async () => {
        await core.pool.closeAll()
      })
      await Promise.allSettled([rebuilding])
    },
  }
}
