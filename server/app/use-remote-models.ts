import type { GenerationsApi } from '../modules/retrieval/index.ts'
import type { LedWork } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import { REMOTE_EMBEDDER, REMOTE_RERANKER, type RemoteServices } from './remote-models.ts'

const RETRY_MS = 30_000

/**
 * Makes a connected service serve when it is connected for the first time; later choices of a person stay. Does not wait for the
 * service: one that does not answer is asked again.
 */
export function usingRemoteModels(
  { embedderService, rerankerService }: RemoteServices,
  { generations, logger }: { readonly generations: GenerationsApi; readonly logger: Logger },
): LedWork {
  let timer: NodeJS.Timeout | null = null
  let stopped = true

  async function connect(): Promise<void> {
    const all = await generations.list()
    if (embedderService !== null && !all.some(({ model }) => model === REMOTE_EMBEDDER)) {
      await generations.create({ model: REMOTE_EMBEDDER, precision: 'none', activate: true })
    }
    const { model } = await generations.rerankerChoice()
    if (rerankerService !== null && model === null) await generations.setReranker({ model: REMOTE_RERANKER })
  }

  function tryToConnect(): void {
    connect().catch((failure: unknown) => {
      logger.warn('a connected inference service cannot be used yet', { error: String(failure) })
      if (stopped) return
      timer = setTimeout(tryToConnect, RETRY_MS)
      timer.unref()
    })
  }

  return {
    name: 'connected models',
    async start() {
      stopped = false
      if (embedderService !== null || rerankerService !== null) tryToConnect()
      await Promise.resolve()
    },
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await Promise.resolve()
    },
  }
}
