import { repeatWhileWanted } from '../../kernel/repeat-while-wanted.ts'
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
  const withdrawal = repeatWhileWanted(
    async () => await withdrawAnswers(store),
    // The next deletion, or the next start, comes back to it.
    (error) => logger.error('withdrawing answers from deleted documents failed', { error: String(error) }),
  )
  let unsubscribe: (() => void) | null = null

  return {
    async start() {
      unsubscribe = eventBus.subscribe(({ type }) => {
        if (type === 'document-deleted') void withdrawal.wake()
      })
      await withdrawal.wake()
    },
    async stop() {
      unsubscribe?.()
      await withdrawal.settled()
    },
  }
}
