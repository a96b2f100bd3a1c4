import { currentMember } from '../../kernel/access/current-member.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'

/** An answer to the item, with what share of the other items of its quiz was right; null when there are none. */
export interface ItemAnswer {
  readonly correct: boolean
  readonly guess: number
  readonly restShare: number | null
}

/** Fewer say nothing: at four options a good item is right twice of seven by bad luck alone. */
const LEAST_ANSWERS = 8
/** One-sided 5 % of the normal distribution. */
const SURE = 1.645

/**
 * Whether its answers tell that an item is bad. Classical item analysis (Ebel & Frisbie, Essentials of Educational Measurement,
 * ch. 13): its difficulty is below what guessing gives, as with a wrong key; or its discrimination, the correlation of being right
 * with the share of right answers in the rest of the quiz, is negative. With one learner quizzes stand for persons and are few, so the
 * correlation must be below zero beyond chance: standard error 1/√(n−1).
 */
export function isBadItem(answers: readonly ItemAnswer[]): boolean {
  if (answers.length < LEAST_ANSWERS) return false
  const right = answers.filter(({ correct }) => correct).length
  const guessed = answers.reduce((sum, { guess }) => sum + guess, 0)
  if (right === 0 || right < guessed) return true
  const rated = answers.filter((answer): answer is ItemAnswer & { restShare: number } => answer.restShare !== null)
  if (rated.length < LEAST_ANSWERS) return false
  const discrimination = correlation(
    rated.map(({ correct }) => Number(correct)),
    rated.map(({ restShare }) => restShare),
  )
  return discrimination < -SURE / Math.sqrt(rated.length - 1)
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const meanLeft = mean(left)
  const meanRight = mean(right)
  let common = 0
  let spreadLeft = 0
  let spreadRight = 0
  for (const [at, value] of left.entries()) {
    const other = (right[at] ?? 0) - meanRight
    common += (value - meanLeft) * other
    spreadLeft += (value - meanLeft) ** 2
    spreadRight += other ** 2
  }
  const spread = Math.sqrt(spreadLeft * spreadRight)
  return spread === 0 ? 0 : common / spread
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

/** Retires the item when it is bad by the answers it has now, and takes it back when an override has made it good again. */
export async function updateRetirement(transaction: DatabaseTransaction, itemId: string): Promise<void> {
  const own = await transaction
    .selectFrom('quiz_answers')
    .select(['quiz_id', 'correct', 'guess'])
    .where('item_id', '=', itemId)
    .where('correct', 'is not', null)
    .execute()
  if (own.length < LEAST_ANSWERS) return
  const rests = await transaction
    .selectFrom('quiz_answers')
    .select((select) => ['quiz_id', select.fn.avg('correct').as('share')])
    .where(
      'quiz_id',
      'in',
      own.map((answer) => answer.quiz_id),
    )
    .where('item_id', '!=', itemId)
    .where('correct', 'is not', null)
    .groupBy('quiz_id')
    .execute()
  const shareOf = new Map(rests.map(({ quiz_id, share }) => [quiz_id, Number(share)]))
  const retired = isBadItem(
    own.map((answer) => ({
      correct: answer.correct === 1,
      guess: answer.guess,
      restShare: shareOf.get(answer.quiz_id) ?? null,
    })),
  )
  await transaction
    .insertInto('quiz_item_marks')
    .values({ item_id: itemId, member_id: currentMember(), thumb: null, retired: retired ? 1 : 0 })
    .onConflict((conflict) => conflict.columns(['item_id', 'member_id']).doUpdateSet({ retired: retired ? 1 : 0 }))
    .execute()
}
