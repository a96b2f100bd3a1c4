import { LearnPathError } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'

/** What a process before this one was answering when it ended: nobody does any more, and the turn says so. */
export async function endInterrupted(db: Database): Promise<void> {
  const { code, message, advice } = new LearnPathError('LP_ANSWER_INTERRUPTED')
  await db
    .updateTable('conversation_turns')
    .set({ state: 'failed', failure_json: JSON.stringify({ code, message, advice }) })
    .where('state', '=', 'answering')
    .execute()
}
