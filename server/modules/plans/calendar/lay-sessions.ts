import type { PlanSession } from '@learnpath/contracts'
import { contentKey } from '../making/content-key.ts'
import { timeLeft, type Pace } from '../making/reading-time.ts'
import type { PlanState, StoredModule, StoredSession } from '../plan-state.ts'
import { addDays } from './dates.ts'
import { sessionLengths, type SessionLengths } from './study-time.ts'

/** Minutes that reviews of cards will take, by ISO date. */
export type ReviewLoad = ReadonlyMap<string, number>

export interface Laying {
  /** First day that may be used. */
  readonly from: string
  readonly reviews: ReviewLoad
}

/** Reviews leave at least so much of a session to the plan; what is more waits, as reviews do. */
const PLAN_SHARE = 0.5

type Part = PlanSession['parts'][number]

/** Something to do, in whole minutes. A quiz is not cut while a session could hold it. */
interface Step {
  readonly moduleId: string
  readonly kind: 'read' | 'quiz'
  readonly minutes: number
}

/** A stretch of time that is free for learning. */
export interface Slot {
  readonly date: string
  readonly slot: number
  readonly minutes: number
}

/**
 * Sessions for all that is left to do, in the order of the modules, on the days and within the hours of the request. A place
 * that a past session had is not given again.
 * @param past sessions that are done or missed
 */
export function laySessions(
  planId: string,
  state: Pick<PlanState, 'request' | 'modules' | 'masteredConceptIds'>,
  past: readonly StoredSession[],
  { from, reviews }: Laying,
): StoredSession[] {
  const { request, modules, masteredConceptIds } = state
  const pace = { wordsPerMinute: request.wordsPerMinute, mastered: new Set(masteredConceptIds) }
  const steps = stepsOf(modules, pace)
  const start = request.startDate !== undefined && request.startDate > from ? request.startDate : from
  const slots = freeSlots(sessionLengths(request), start, past)
  return fill(steps, slots, reservations(reviews, start)).map(({ slot, parts }) => ({
    id: `ses_${contentKey(planId, slot.date, slot.slot)}`,
    date: slot.date,
    slot: slot.slot,
    minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
    parts,
    state: 'planned',
  }))
}

function stepsOf(modules: readonly StoredModule[], pace: Pace): Step[] {
  return modules.flatMap((module) => {
    const left = timeLeft(module, pace)
    const steps: Step[] = [
      { moduleId: module.id, kind: 'read', minutes: left.read },
      { moduleId: module.id, kind: 'quiz', minutes: left.quiz },
    ]
    return steps.filter(({ minutes }) => minutes > 0)
  })
}

/** Without an end: a request always leaves some minutes a week. */
function* freeSlots(lengthsOf: SessionLengths, start: string, past: readonly StoredSession[]): Generator<Slot, never> {
  for (let date = start; ; date = addDays(date, 1)) {
    for (const slot of freeSlotsOf(date, lengthsOf(date), past)) yield slot
  }
}

/** What is left of a day for sessions, beside those that are over. */
export function freeSlotsOf(date: string, lengths: readonly number[], past: readonly StoredSession[]): Slot[] {
  const over = past.filter((session) => session.date === date)
  const used = over.reduce((sum, { minutes }) => sum + minutes, 0)
  let left = lengths.reduce((sum, minutes) => sum + minutes, 0) - used
  const free: Slot[] = []
  for (const [slot, length] of lengths.entries()) {
    const minutes = Math.min(length, left)
    if (minutes <= 0 || over.some((session) => session.slot === slot)) continue
    free.push({ date, slot, minutes })
    left -= minutes
  }
  return free
}

/** Minutes of reviews to do by a day that have not been given a place yet; days without learning pile up. */
function reservations(reviews: ReviewLoad, start: string): (date: string, room: number) => number {
  const days = [...reviews].filter(([date]) => date >= start).toSorted(([one], [other]) => (one < other ? -1 : 1))
  let next = 0
  let owed = 0
  return (date, room) => {
    for (; (days[next]?.[0] ?? '9') <= date; next++) owed += days[next]?.[1] ?? 0
    const given = Math.min(Math.ceil(owed), Math.floor(room * (1 - PLAN_SHARE)))
    owed = Math.max(0, owed - given)
    return given
  }
}

function fill(
  steps: readonly Step[],
  slots: Generator<Slot, never>,
  reserve: (date: string, room: number) => number,
): { slot: Slot; parts: Part[] }[] {
  const result: { slot: Slot; parts: Part[] }[] = []
  const waiting = [...steps]
  while (waiting.length > 0) {
    const slot = slots.next().value
    const parts: Part[] = []
    const forReviews = reserve(slot.date, slot.minutes)
    if (forReviews > 0) parts.push({ moduleId: null, kind: 'review', minutes: forReviews })
    const full = slot.minutes - forReviews
    for (let room = full; room > 0 && waiting[0] !== undefined;) {
      const step = waiting[0]
      const waits = step.kind === 'quiz' && step.minutes > room && step.minutes <= full && room < full
      if (waits) break
      const minutes = Math.min(step.minutes, room)
      parts.push({ ...step, minutes })
      room -= minutes
      if (minutes === step.minutes) waiting.shift()
      else waiting[0] = { ...step, minutes: step.minutes - minutes }
    }
    result.push({ slot, parts })
  }
  return result
}
