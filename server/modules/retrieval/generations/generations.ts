import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import { createGeneration, inputVersionOf } from './create-generation.ts'
import { generationAsSeen } from './generation-as-seen.ts'
import { createListeners } from './generation-listeners.ts'
import type { GenerationsApi } from './generations-api.ts'
import { createGenerationsCore, type GenerationsCore } from './generations-core.ts'
import type { GenerationsDependencies } from './generations-dependencies.ts'
import { createLifecycle } from './generations-lifecycle.ts'
import type { OpenGeneration } from './open-generation.ts'
import { planGeneration } from './plan-generation.ts'
import { renewIndex } from './renew-index.ts'
import { createRerankerChooser } from './reranker-choice.ts'
import { servingReason } from './serving-reason.ts'
import { stateHere } from './state-here.ts'
import { activateGeneration, deactivateGeneration, dropGeneration } from './switch-generation.ts'

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
      core.inBackground('looking whether other vectors serve', async () => {
        if (stateHere(core, await core.rows.get(open.row.id)) !== 'building') done()
      })
    })
  })
}

/** The vectors of the whole library, whoever may see what of it, kept in the relational store, and the indexes that are made from them. */
export function createGenerations(dependencies: GenerationsDependencies): GenerationsApi {
  const core = createGenerationsCore(dependencies, createListeners())
  const reranker = createRerankerChooser(dependencies)
  const lifecycle = createLifecycle(core, reranker)
  const serving = (): OpenGeneration | null => (core.serving?.ready === true ? core.serving : null)
  let rebuilding: Promise<{ chunks: number }> | null = null

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
    list: async () =>
      await outsideScopes(
        async () => await Promise.all((await core.rows.all()).map(async (row) => await core.describe(row))),
      ),
    asSeen: async (generation) => await generationAsSeen(generation, dependencies.library),
    plan: async (request) => await outsideScopes(async () => await planGeneration(core, request, inputVersionOf(core))),
    create: async (request) =>
      await outsideScopes(
        async () =>
          await core.exclusively(
            async () =>
              await dependencies.leadership.exclusively(
                'generations',
                async () => await createGeneration(core, request),
              ),
          ),
      ),
    async activate(generationId) {
      await outsideScopes(async () => await activateGeneration(core, generationId))
      await waitWhileBuilding(core, core.pool.get(generationId))
      return await outsideScopes(async () => await core.describe(await core.rows.get(generationId)))
    },
    async deactivate(generationId) {
      await outsideScopes(async () => await deactivateGeneration(core, generationId))
      return await outsideScopes(async () => await core.describe(await core.rows.get(generationId)))
    },
    async drop(generationId) {
      await outsideScopes(async () => await dropGeneration(core, generationId))
    },
    async rebuildIndex() {
      if (core.serving === null) return { chunks: 0 }
      const { id } = core.serving.row
      rebuilding ??= outsideScopes(async () => await renewIndex(core, id)).finally(() => {
        rebuilding = null
      })
      return await rebuilding
    },
    rerankerChoice: async () => await reranker.choice(),
    setReranker: async (request) => await reranker.set(request),
    start: async (options) => {
      await lifecycle.start(options)
    },
    async stop() {
      await lifecycle.stop()
      await Promise.allSettled([rebuilding])
    },
  }
}
