import { timeLeft } from '../making/reading-time.ts'
import type { PlanState } from '../plan-state.ts'
import { withChange } from './module-change.ts'
import { paceOf } from './tell-event.ts'

/** Takes in which of the plan's concepts are mastered. @returns the same state when nothing changed */
export function takeMastery(state: PlanState, mastered: ReadonlySet<string>, at: number): PlanState {
  const before = new Set(state.masteredConceptIds)
  const gained = [...mastered].filter((id) => !before.has(id)).length
  const lost = [...before].filter((id) => !mastered.has(id)).length
  if (gained + lost === 0) return state
  const next = { ...state, masteredConceptIds: [...mastered].toSorted() }
  const savedMinutes = minutesLeft(state) - minutesLeft(next)
  return withChange(next, { at, kind: 'mastered', gained, lost, savedMinutes })
}

/** Whole minutes of all that is left to do. */
export function minutesLeft(state: PlanState): number {
  const pace = paceOf(state)
  return state.modules.reduce((sum, module) => {
    const { read, quiz } = timeLeft(module, pace)
    return sum + read + quiz
  }, 0)
}

/** Concepts that the plan teaches. */
export function conceptIdsOf({ modules }: PlanState): string[] {
  return [
    ...new Set(
      modules.flatMap((module) => [...module.conceptIds, ...module.pieces.flatMap((piece) => piece.conceptIds)]),
    ),
  ]
}
