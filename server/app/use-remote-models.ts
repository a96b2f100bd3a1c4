import type { GenerationsApi } from '../modules/retrieval/index.ts'
import type { Logger } from '../ports/logger.ts'
import { REMOTE_EMBEDDER, REMOTE_RERANKER, type RemoteServices } from './remote-models.ts'

const RETRY_MS = 30_000

/**
 * Makes a connected service serve when it is connected for the first time; later choices of a person stay. Does not wait for the
 * service: one that does not answer is asked again.
 * @returns ends the asking
 */
export function useRemoteModels(
  { embedderService, rerankerService }: RemoteServices,
  { generations, logger }: { readonly generations: GenerationsApi; readonly logger: Logger },
): () => void {
  let timer: NodeJS.Timeout | null = null
  let stopped = false

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

  if (embedderService !== null || rerankerService !== null) tryToConnect()
  return () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
  }
}
