import type { PlanState } from '../plan-state.ts'
import { withChange } from './module-change.ts'

/** Sessions of days that passed without word were missed. @returns the same state when there are none */
export function passDays(state: PlanState, today: string, at: number): PlanState {
  const isOver = ({ date, state: own }: PlanState['sessions'][number]): boolean => own === 'planned' && date < today
  const count = state.sessions.filter(isOver).length
  if (count === 0) return state
  const sessions = state.sessions.map((session) =>
    isOver(session) ? { ...session, state: 'missed' as const } : session,
  )
  return withChange({ ...state, sessions }, { at, kind: 'sessions-passed', count })
}
