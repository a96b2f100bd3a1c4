import type { CreateQuizRequest } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'

const IDS_PER_QUERY = 400

/** Items that may not be in a new quiz: removed by the user, retired by their statistics, or answered before when only new ones are wished. */
export async function loadRuledOut(
  db: Database,
  itemIds: readonly string[],
  { newOnly }: Pick<CreateQuizRequest, 'newOnly'>,
): Promise<Map<string, 'removed' | 'retired' | 'answered'>> {
  const out = new Map<string, 'removed' | 'retired' | 'answered'>()
  for (let from = 0; from < itemIds.length; from += IDS_PER_QUERY) {
    const ids = itemIds.slice(from, from + IDS_PER_QUERY)
    if (newOnly) {
      const answers = await db
        .selectFrom('quiz_answers')
        .select('item_id')
        .distinct()
        .where('item_id', 'in', ids)
        .execute()
      for (const { item_id } of answers) out.set(item_id, 'answered')
    }
    const marks = await db.selectFrom('quiz_item_marks').selectAll().where('item_id', 'in', ids).execute()
    for (const { item_id, thumb, retired } of marks) {
      if (thumb === 'down') out.set(item_id, 'removed')
      else if (retired === 1 && thumb !== 'up') out.set(item_id, 'retired')
    }
  }
  return out
}
