import { LearnPathError } from '@learnpath/contracts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Logger } from '../../ports/logger.ts'

/** Brings the model that answers first into memory, so that the first question need not wait for it. */
export interface Preloader {
  /** Does not wait, and does not fail. */
  begin(): void
  stop(): Promise<void>
}

export function createPreloader(chain: () => Promise<readonly LanguageModel[]>, logger: Logger): Preloader {
  const stopping = new AbortController()
  let loading: Promise<void> = Promise.resolve()

  async function load(): Promise<void> {
    const [first] = await chain()
    if (first === undefined || stopping.signal.aborted) return
    const model = first.description.id
    try {
      await first.load(stopping.signal)
      logger.info('language model loaded', { model })
    } catch (failure) {
      if (stopping.signal.aborted) return
      if (!(failure instanceof LearnPathError)) throw failure
      const { message: error, advice } = failure
      logger.warn('the language model is not loaded; it is tried again with the first question', {
        model,
        error,
        advice,
      })
    }
  }

  return {
    begin() {
      loading = load().catch((failure: unknown) => {
        logger.error('loading the language model failed', { error: String(failure) })
      })
    },
    async stop() {
      stopping.abort()
      await loading
    },
  }
}
