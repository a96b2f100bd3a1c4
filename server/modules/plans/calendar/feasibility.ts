import { isComplete, timeLeft } from '../making/reading-time.ts'
import type { PlanState } from '../plan-state.ts'
import { addDays, daysBetween } from './dates.ts'
import { freeSlotsOf } from './lay-sessions.ts'
import { sessionLengths } from './study-time.ts'

/** Whether the plan can be done in time, in figures. */
export interface PlanReckoning {
  readonly feasible: boolean
  readonly neededMinutes: number
  /** Until the deadline, less what reviews of cards will take of it; null without a deadline. */
  readonly availableMinutes: number | null
  /** Laid on days after the deadline. */
  readonly missingMinutes: number
  readonly finishDate: string
  /** Modules that could be dropped, the least important first. */
  readonly savings: readonly { readonly moduleId: string; readonly minutes: number }[]
}

/** Reckons with the sessions as they are laid: what lies after the deadline is missing. */
export function reckon(state: PlanState, today: string): PlanReckoning {
  const { request, modules, sessions, masteredConceptIds } = state
  const { deadline } = request
  const mastered = new Set(masteredConceptIds)
  const pace = { wordsPerMinute: request.wordsPerMinute, mastered }
  const planned = sessions.filter((session) => session.state === 'planned')
  const open = modules.filter((module) => !isComplete(module, mastered))
  const savings = open
    .map((module) => ({ moduleId: module.id, importance: module.importance, ...timeLeft(module, pace) }))
    .toSorted((one, other) => one.importance - other.importance)
    .map(({ moduleId, read, quiz }) => ({ moduleId, minutes: read + quiz }))
  const late = deadline === null ? [] : planned.filter(({ date }) => date > deadline)
  const missingMinutes = late.reduce((sum, session) => sum + learningMinutes(session), 0)
  return {
    feasible: missingMinutes === 0,
    neededMinutes: savings.reduce((sum, { minutes }) => sum + minutes, 0),
    availableMinutes: deadline === null ? null : availableMinutes(state, today, deadline),
    missingMinutes,
    finishDate: planned.at(-1)?.date ?? sessions.at(-1)?.date ?? today,
    savings: missingMinutes > 0 ? savings : [],
  }
}

function learningMinutes({ parts }: PlanState['sessions'][number]): number {
  return parts.reduce((sum, { kind, minutes }) => sum + (kind === 'review' ? 0 : minutes), 0)
}

/** What the week's hours give from today (or the start) to the deadline, less reviews that have their place in it. */
function availableMinutes({ request, sessions }: PlanState, today: string, deadline: string): number {
  const start = request.startDate !== undefined && request.startDate > today ? request.startDate : today
  const lengthsOf = sessionLengths(request)
  const past = sessions.filter(({ state }) => state !== 'planned')
  let minutes = 0
  for (let day = 0; day <= daysBetween(start, deadline); day++) {
    const date = addDays(start, day)
    for (const slot of freeSlotsOf(date, lengthsOf(date), past)) minutes += slot.minutes
  }
  const reserved = sessions
    .filter(({ state, date }) => state === 'planned' && date <= deadline)
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + (part.kind === 'review' ? part.minutes : 0), 0)
  return Math.max(0, minutes - reserved)
}
