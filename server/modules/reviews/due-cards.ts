import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Database } from '../../ports/relational-store.ts'
import type { MemoryModel } from '../../ports/memory-model.ts'
import { EXAM_RETENTION, EXAM_WINDOW_DAYS, isExamWindow } from './exam-mode.ts'
import type { SchedulingContext } from './schedule-review.ts'

type CardQuery = SelectQueryBuilder<DatabaseSchema, 'cards', object>

/** Which cards are on for today, as questions to the store. */
export interface DueCards {
  readonly today: number
  /** Steps within the day that are due by then. */
  learning(until: number): CardQuery
  /** Cards that come back today or should have before. */
  reviews(): CardQuery
  /** Cards not yet seen. */
  unseen(): CardQuery
  /** Cards that come back after the exam only, and would be known too badly in it; null outside its last weeks. */
  beforeExam(): CardQuery | null
}

/** Lowest chance of recall first: recall falls with days since the last review as a share of the stability. */
export const byRecall = (today: number): RawBuilder<unknown> => sql`(${today} - last_day) / stability`

export function dueCards(
  db: Database,
  { settings, weights, memoryModel }: SchedulingContext,
  now: number,
  deck: string | undefined,
): DueCards {
  const today = settings.calendar.dayOf(now)
  const tomorrow = settings.calendar.startOf(today + 1)
  const awake = (): CardQuery => {
    const query = db.selectFrom('cards').where('suspended', '=', 0)
    return deck === undefined ? query : query.where('deck', '=', deck)
  }
  return {
    today,
    learning: (until) => awake().where('state', 'in', ['learning', 'relearning']).where('due_at', '<=', until),
    reviews: () => awake().where('state', '=', 'review').where('due_at', '<', tomorrow),
    unseen: () => awake().where('state', '=', 'new'),
    beforeExam() {
      const { examDay } = settings
      if (!isExamWindow(today, examDay)) return null
      return awake()
        .where('state', '=', 'review')
        .where('due_at', '>=', tomorrow)
        .where('last_day', '<', examDay - EXAM_WINDOW_DAYS)
        .where(weakInExam(examDay, memoryModel, weights))
    },
  }
}

const weakInExam = (examDay: number, memoryModel: MemoryModel, weights: readonly number[]) =>
  sql<boolean>`(${examDay} - last_day) / stability > ${memoryModel.intervalPerStability(EXAM_RETENTION, weights)}`

export async function countOf(query: CardQuery): Promise<number> {
  const row = await query.select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(row.count)
}
