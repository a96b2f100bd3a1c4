import { nothingToEnd } from '../../../kernel/nothing-to-end.ts'
import { adoptGenerations } from './adopt-generations.ts'
import type { GenerationsCore } from './generations-core.ts'
import type { RerankerChooser } from './reranker-choice.ts'
import { renewIndex, renewOutdated } from './renew-index.ts'
import { continueBuilding, dropStrayIndexes, openBuilding, openServing } from './start-generations.ts'

const RETRY_MS = 30_000

export interface GenerationsLifecycle {
  start(options: { readonly build: boolean }): Promise<void>
  stop(): Promise<void>
}

/** Follows the library's events. @returns a function that ends it */
function listen(core: GenerationsCore, openMissing: () => void, adopt: () => void): () => void {
  return core.dependencies.eventBus.subscribe((event) => {
    if (event.type === 'document-deleted') core.pool.forget(event.documentId)
    if (event.type === 'document-changed' || event.type === 'document-deleted') core.pool.wakeAll()
    if (event.type === 'model-progress' && event.stage === 'ready') openMissing()
    if (event.type === 'generation-changed' && core.dependencies.leadership.isShared) adopt()
  })
}

/** Work that goes on for itself, and is not begun again while it does. */
function createBackgroundWork(core: GenerationsCore, what: string, work: () => Promise<void>): () => void {
  let isRunning = false
  return () => {
    if (isRunning) return
    isRunning = true
    core.inBackground(what, async () => {
      await work().finally(() => {
        isRunning = false
      })
    })
  }
}

/** Who only read until now has not seen to it: an index newer than the store, as after restoring a backup, is made anew. */
async function renewAhead(core: GenerationsCore): Promise<void> {
  if (!core.hasSharedIndexes) return
  for (const { id, model_id: model } of core.known) {
    const open = core.pool.get(id)
    if (open === null) continue
    await open.follower.index.refresh()
    const latest = await core.dependencies.library.latestSequence()
    if (open.follower.index.appliedSequence <= latest) continue
    core.dependencies.logger.warn('the vector index is ahead of the store and is made anew', { model, latest })
    await renewIndex(core, id)
  }
}

/** Opens what there is, follows the library's events, and ends it all. */
export function createLifecycle(core: GenerationsCore, reranker: RerankerChooser): GenerationsLifecycle {
  let unsubscribe: (() => void) | null = null
  let retryTimer: NodeJS.Timeout | null = null
  let adoptTimer: NodeJS.Timeout | null = null
  let giveUp = nothingToEnd
  const { leadership } = core.dependencies

  /** Models may have arrived since. */
  async function openMissing(): Promise<void> {
    await reranker.open()
    await core.exclusively(async () => {
      if (core.stopped || core.unavailable.size === 0) return
      await openServing(core)
      if (core.mayBuild) await continueBuilding(core)
    })
  }
  /** What other processes chose and made. */
  async function adopt(): Promise<void> {
    await reranker.open()
    await core.exclusively(async () => {
      if (!core.stopped) await adoptGenerations(core)
    })
  }
  const adoptInBackground = createBackgroundWork(core, 'looking at what other processes did with vectors', adopt)
  const renewInBackground = createBackgroundWork(core, 'making an index of an earlier form anew', async () => {
    await renewOutdated(core)
  })

  async function build(): Promise<void> {
    core.mayBuild = true
    core.inBackground('going on with vectors', async () => {
      await core.exclusively(async () => {
        await renewAhead(core)
        await continueBuilding(core)
        core.pool.wakeAll()
        await dropStrayIndexes(core)
      })
      renewInBackground()
    })
    await Promise.resolve()
  }

  const openMissingInBackground = (): void => {
    core.inBackground('opening models', openMissing)
  }

  return {
    async start(options) {
      core.mayBuild = options.build && !leadership.isShared
      await core.exclusively(async () => {
        await openServing(core)
        if (leadership.isShared) await openBuilding(core)
      })
      await reranker.open()
      unsubscribe = listen(core, openMissingInBackground, adoptInBackground)
      if (leadership.isShared) adoptTimer = setInterval(adoptInBackground, core.timing.adoptIntervalMs).unref()
      if (!options.build) return
      const tryAgain = (): void => {
        openMissingInBackground()
        renewInBackground()
      }
      retryTimer = setInterval(tryAgain, RETRY_MS).unref()
      giveUp = await leadership.lead({
        name: 'vectors',
        start: build,
        async stop() {
          core.mayBuild = false
          await Promise.resolve()
        },
      })
    },
    async stop() {
      core.stopped = true
      unsubscribe?.()
      if (retryTimer !== null) clearInterval(retryTimer)
      if (adoptTimer !== null) clearInterval(adoptTimer)
      core.serving = null
      await core.exclusively(async () => {
        await core.pool.closeAll()
      })
      await core.renewing(nothingToEnd)
      await giveUp()
    },
  }
}
