import type { ReviewRating } from '@learnpath/contracts'
import type { CardMemory, MemoryModel } from '../../ports/memory-model.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import type { CardsTable } from '../../ports/review-tables.ts'

/** A review as the log has it. */
export interface LoggedReview {
  readonly day: number
  readonly rating: ReviewRating
  readonly due_at: number
}

export interface ReplayedCard {
  readonly memory: CardMemory
  readonly lastDay: number | null
  /** Null without a review. */
  readonly dueAt: number | null
  readonly reviews: number
  readonly lapses: number
}

export const NEW_MEMORY: CardMemory = { state: 'new', stability: null, difficulty: null, step: 0 }

/** The state of a card from its reviews alone, oldest first. What is wished for decides when it comes back, not what is remembered. */
export function replayHistory(
  memoryModel: MemoryModel,
  weights: readonly number[],
  reviews: readonly LoggedReview[],
): ReplayedCard {
  const wish = { weights, retention: 0.9, maximumIntervalDays: 36_500 }
  let memory = NEW_MEMORY
  let lastDay: number | null = null
  let lapses = 0
  for (const { day, rating } of reviews) {
    const reviewed = memoryModel.review(memory, lastDay === null ? 0 : Math.max(0, day - lastDay), rating, wish)
    memory = reviewed.memory
    lapses += reviewed.lapsed ? 1 : 0
    lastDay = day
  }
  return { memory, lastDay, dueAt: reviews.at(-1)?.due_at ?? null, reviews: reviews.length, lapses }
}

/** Reviews of cards that count, in the order they were done. */
export async function readHistories(
  db: Database | DatabaseTransaction,
  cardIds: readonly string[],
): Promise<Map<string, LoggedReview[]>> {
  const histories = new Map<string, LoggedReview[]>(cardIds.map((id) => [id, []]))
  const rows = await db
    .selectFrom('review_log')
    .select(['card_id', 'day', 'rating', 'due_at'])
    .where('card_id', 'in', [...cardIds])
    .where('undone_at', 'is', null)
    .orderBy('card_id')
    .orderBy('at')
    .orderBy('sequence')
    .execute()
  for (const { card_id, ...review } of rows) histories.get(card_id)?.push(review)
  return histories
}

/** The columns of a card that follow from its reviews. */
export function replayedColumns({
  memory,
  lastDay,
  reviews,
  lapses,
}: Omit<ReplayedCard, 'dueAt'>): Pick<
  CardsTable,
  'state' | 'step' | 'stability' | 'difficulty' | 'last_day' | 'reviews' | 'lapses'
> {
  return {
    state: memory.state,
    step: memory.step,
    stability: memory.stability,
    difficulty: memory.difficulty,
    last_day: lastDay,
    reviews,
    lapses,
  }
}
