import { breathe } from '../../kernel/breathe.ts'
import type { Database } from '../../ports/relational-store.ts'
import { readHistories, replayHistory, replayedColumns } from './replay-history.ts'
import type { SchedulingContext } from './schedule-review.ts'

const CARDS_AT_ONCE = 20

/**
 * Reckons the memory of all cards anew whose weights are not the current ones. When they are due stays, so that new weights do not bring a
 * wall of reviews. Can be broken off at any time: what is left is done next time, and a card at its next review at the latest.
 */
export async function recomputeMemories(
  db: Database,
  { memoryModel, weights, settings }: SchedulingContext,
): Promise<void> {
  const { parameterVersion } = settings
  for (;;) {
    const done = await db.transaction().execute(async (transaction) => {
      const cards = await transaction
        .selectFrom('cards')
        .select('id')
        .where('parameter_version', '<>', parameterVersion)
        .orderBy('id')
        .limit(CARDS_AT_ONCE)
        .execute()
      if (cards.length === 0) return true
      const histories = await readHistories(
        transaction,
        cards.map(({ id }) => id),
      )
      for (const { id } of cards) {
        const columns = replayedColumns(replayHistory(memoryModel, weights, histories.get(id) ?? []))
        await transaction
          .updateTable('cards')
          .set({ ...columns, parameter_version: parameterVersion })
          .where('id', '=', id)
          .execute()
      }
      return false
    })
    if (done) return
    await breathe()
  }
}
