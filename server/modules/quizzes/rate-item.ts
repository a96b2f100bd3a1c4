import { LearnPathError, type QuizItem, type RateItemRequest } from '@learnpath/contracts'
import { currentMember } from '../../kernel/access/current-member.ts'
import { freshItems } from './fresh-items.ts'
import { describeQuestions } from './describe-items.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'

/** Keeps the thumb. Down removes the item for good: it is not written again; up brings it back. @throws LP_QUIZ_ITEM_NOT_FOUND */
export async function rateItem(
  deps: QuizzesDependencies,
  itemId: string,
  { thumb }: RateItemRequest,
): Promise<QuizItem> {
  const before = (await freshItems(deps, [itemId])).get(itemId)
  if (before === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: itemId })
  await deps.store.db
    .insertInto('quiz_item_marks')
    .values({ item_id: itemId, member_id: currentMember(), thumb, retired: 0 })
    .onConflict((conflict) => conflict.columns(['item_id', 'member_id']).doUpdateSet({ thumb }))
    .execute()
  const [item] = await describeQuestions(deps.store.db, [{ ...before, mark: { ...before.mark, thumb } }])
  if (item === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: itemId })
  return item
}
