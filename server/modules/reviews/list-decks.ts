import type { Deck } from '@learnpath/contracts'
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import type { SchedulingContext } from './schedule-review.ts'

/** Every deck that has cards, by name. */
export async function listDecks(
  db: Database,
  { settings: { calendar } }: Pick<SchedulingContext, 'settings'>,
  now: number,
): Promise<Deck[]> {
  const tomorrow = calendar.startOf(calendar.dayOf(now) + 1)
  const rows = await db
    .selectFrom('cards')
    .select((select) => [
      'deck as name',
      select.fn.countAll<number | string>().as('cards'),
      counted(sql`suspended = 0 and state <> 'new' and due_at < ${tomorrow}`).as('due'),
      counted(sql`suspended = 0 and state = 'new'`).as('new'),
      counted(sql`suspended = 1`).as('suspended'),
    ])
    .groupBy('deck')
    .orderBy('deck')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    cards: Number(row.cards),
    due: Number(row.due),
    new: Number(row.new),
    suspended: Number(row.suspended),
  }))
}

const counted = (condition: RawBuilder<unknown>): RawBuilder<number | string> =>
  sql<number | string>`sum(case when ${condition} then 1 else 0 end)`
