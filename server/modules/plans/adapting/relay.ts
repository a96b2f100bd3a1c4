import { laySessions, type Laying } from '../calendar/lay-sessions.ts'
import type { PlanState, StoredSession } from '../plan-state.ts'

/** Lays the coming sessions anew. What is done or missed stays as it is. */
export function relay(planId: string, state: PlanState, laying: Laying): PlanState {
  const past = state.sessions.filter((session) => session.state !== 'planned')
  const sessions = [...past, ...laySessions(planId, state, past, laying)]
  return { ...state, sessions: sessions.toSorted(byTime) }
}

function byTime(one: StoredSession, other: StoredSession): number {
  if (one.date !== other.date) return one.date < other.date ? -1 : 1
  return one.slot - other.slot
}
