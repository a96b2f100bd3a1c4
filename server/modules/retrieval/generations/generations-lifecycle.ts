import type { GenerationsCore } from './generations-core.ts'
import type { RerankerChooser } from './reranker-choice.ts'
import { continueBuilding, dropStrayIndexes, openServing } from './start-generations.ts'

const RETRY_UNAVAILABLE_MS = 30_000

export interface GenerationsLifecycle {
  start(options: { readonly build: boolean }): Promise<void>
  stop(): Promise<void>
}

/** Follows the library's events. @returns a function that ends it */
function listen(core: GenerationsCore, openMissing: () => void): () => void {
  return core.dependencies.eventBus.subscribe((event) => {
    if (event.type === 'document-deleted') core.pool.forget(event.documentId)
    if (event.type === 'document-changed' || event.type === 'document-deleted') core.pool.wakeAll()
    if (event.type === 'model-progress' && event.stage === 'ready') openMissing()
  })
}

/** Opens what there is, follows the library's events, and ends it all. */
export function createLifecycle(core: GenerationsCore, reranker: RerankerChooser): GenerationsLifecycle {
  let unsubscribe: (() => void) | null = null
  let retryTimer: NodeJS.Timeout | null = null

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

  return {
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
    },
  }
}
