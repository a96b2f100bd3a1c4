import type { Database } from '../../ports/relational-store.ts'
import { countOf, type DueCards } from './due-cards.ts'
import type { SchedulingSettings } from './review-settings.ts'

/** How many cards today's limits still allow, over all decks. */
interface DailyAllowance {
  readonly reviews: number
  readonly unseen: number
  /** Of the cards that are repeated for the exam before they are due; counted within `reviews`. */
  readonly beforeExam: number
}

export async function readDailyAllowance(
  db: Database,
  settings: SchedulingSettings,
  due: DueCards,
): Promise<DailyAllowance> {
  const { today } = due
  const done = await db
    .selectFrom('review_log')
    .select(['state_before', 'was_due_at'])
    .where('day', '=', today)
    .where('imported', '=', 0)
    .where('undone_at', 'is', null)
    .where('state_before', 'in', ['new', 'review'])
    .execute()
  const tomorrow = settings.calendar.startOf(today + 1)
  const reviewed = done.filter(({ state_before }) => state_before === 'review')
  const ahead = reviewed.filter(({ was_due_at }) => was_due_at >= tomorrow).length
  return {
    reviews: Math.max(0, settings.reviewsPerDay - reviewed.length),
    unseen: Math.max(0, settings.newPerDay - (done.length - reviewed.length)),
    beforeExam: await examShare(settings, due, ahead),
  }
}

/** What is to be repeated for the exam is spread evenly over the days that are left. */
async function examShare({ examDay }: SchedulingSettings, due: DueCards, doneToday: number): Promise<number> {
  const query = due.beforeExam()
  if (query === null || examDay === null) return 0
  const share = Math.ceil(((await countOf(query)) + doneToday) / (examDay - due.today))
  return Math.max(0, share - doneToday)
}
