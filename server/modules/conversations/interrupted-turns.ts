import { LearnPathError } from '@learnpath/contracts'
import type { LedWork } from '../../ports/leadership.ts'
import type { Database } from '../../ports/relational-store.ts'
import type { ConversationsDependencies } from './conversations-dependencies.ts'

/** How often is looked for processes that ended while others go on. */
const LOOK_MS = 10_000

/** What a process was answering when it ended: nobody does any more, and the turn says so. */
async function endInterrupted(db: Database, living: ReadonlySet<string>): Promise<void> {
  const { code, message, advice } = new LearnPathError('LP_ANSWER_INTERRUPTED')
  await db
    .updateTable('conversation_turns')
    .set({ state: 'failed', failure_json: JSON.stringify({ code, message, advice }) })
    .where('state', '=', 'answering')
    .where((where) => where.or([where('process_id', 'is', null), where('process_id', 'not in', [...living])]))
    .execute()
}

/** Ends interrupted turns at the start and, where other processes may end, now and then. */
export function endingInterrupted({
  store,
  leadership,
  logger,
}: Pick<ConversationsDependencies, 'store' | 'leadership' | 'logger'>): LedWork {
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => await endInterrupted(store.db, await leadership.living())
  return {
    name: 'conversations',
    async start() {
      await look()
      if (!leadership.isShared) return
      timer = setInterval(() => {
        look().catch((error: unknown) => {
          logger.debug('looking for interrupted turns failed', { error: String(error) })
        })
      }, LOOK_MS).unref()
    },
    async stop() {
      clearInterval(timer)
      await Promise.resolve()
    },
  }
}
