import type { Weekday } from '@learnpath/contracts'

/** What can be changed of a plan that is under way. */
export interface PlanWishes {
  readonly hoursPerWeek: number
  readonly days: readonly Weekday[]
  readonly deadline: string | null
  readonly sessionMinutes: number
  readonly wordsPerMinute: number
  readonly dropModuleIds: readonly string[]
}

const within = (value: number, least: number, most: number): boolean => value >= least && value <= most

/** As the contract has it; and one module has to be left. */
export function isValidChange(wishes: PlanWishes, moduleCount: number): boolean {
  return (
    within(wishes.hoursPerWeek, 0.25, 80) &&
    within(wishes.sessionMinutes, 10, 240) &&
    within(wishes.wordsPerMinute, 60, 600) &&
    wishes.days.length > 0 &&
    wishes.dropModuleIds.length < moduleCount
  )
}
