import type { ConversationsDependencies } from './conversations-dependencies.ts'
import { withdrawAnswers } from './withdraw-answers.ts'

/** Withdraws answers whenever documents are deleted, and once at the start: a kill may have come between. */
export function followDeletions({
  store,
  eventBus,
  logger,
}: Pick<ConversationsDependencies, 'store' | 'eventBus' | 'logger'>): {
  start(): Promise<void>
  stop(): Promise<void>
} {
  let wanted = false
  let running: Promise<void> | null = null
  let unsubscribe: (() => void) | null = null

  async function followWhileWanted(): Promise<void> {
    try {
      while (wanted) {
        wanted = false
        await withdrawAnswers(store)
      }
    } catch (error) {
      // The next deletion, or the next start, comes back to it.
      logger.error('withdrawing answers from deleted documents failed', { error: String(error) })
    } finally {
      running = null
    }
  }
  const wake = async (): Promise<void> => {
    wanted = true
    await (running ??= followWhileWanted())
  }

  return {
    async start() {
      unsubscribe = eventBus.subscribe(({ type }) => {
        if (type === 'document-deleted') void wake()
      })
      await wake()
    },
    async stop() {
      unsubscribe?.()
      await running
    },
  }
}
