/** Before an exam recall is raised for so many days. */
export const EXAM_WINDOW_DAYS = 21
/** Recall that is wished for on the day of the exam, unless more is wished anyway. */
export const EXAM_RETENTION = 0.95

interface Wish {
  readonly retention: number
  readonly maximumIntervalDays: number
}

/**
 * What the exam makes of the wish: no interval goes beyond the day of the exam, and over the last three weeks the wished
 * retention rises evenly to .95. From the day of the exam on nothing changes.
 */
export function wishBeforeExam(wish: Wish, today: number, examDay: number | null): Wish {
  if (examDay === null || today >= examDay) return wish
  const daysLeft = examDay - today
  const raised = Math.max(wish.retention, EXAM_RETENTION)
  const share = Math.max(0, 1 - daysLeft / EXAM_WINDOW_DAYS)
  // Two decimals: the memory model keeps one scheduler per wish.
  const retention =
    share === 0 ? wish.retention : Math.round((wish.retention + (raised - wish.retention) * share) * 100) / 100
  return { retention, maximumIntervalDays: Math.min(wish.maximumIntervalDays, daysLeft) }
}

/** Whether today lies in the last weeks before the exam. */
export function isExamWindow(today: number, examDay: number | null): examDay is number {
  return examDay !== null && today < examDay && today >= examDay - EXAM_WINDOW_DAYS
}
