import type { PlanSummary } from '@learnpath/contracts'
import { reckon } from '../calendar/feasibility.ts'
import { isComplete } from '../making/reading-time.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { documentOrNull } from './load-sources.ts'
import { isFinished, planTitle, type StoredPlan } from './show-plan.ts'

/** A plan in a line, as it was when it was last looked at. */
export async function planSummary(
  { concepts }: Pick<PlansDependencies, 'concepts'>,
  { id, state, createdAt, changedAt }: StoredPlan,
  today: string,
): Promise<PlanSummary> {
  const { finishDate, feasible, neededMinutes, missingMinutes } = reckon(state, today)
  const next = state.sessions.find((session) => session.state === 'planned' && session.date >= today)
  const mastered = new Set(state.masteredConceptIds)
  // Only a plan without a goal is named after what it reads.
  const first = state.request.goal === '' ? state.modules.flatMap(({ pieces }) => pieces.slice(0, 1))[0] : undefined
  const document = first === undefined ? null : await documentOrNull(concepts, first.documentId)
  return {
    id,
    goal: state.request.goal,
    title: planTitle(state, { documents: new Map(document === null ? [] : [[document.documentId, document]]) }),
    collection: state.collection,
    state: isFinished(state) ? 'finished' : 'active',
    createdAt: new Date(createdAt).toISOString(),
    changedAt: new Date(changedAt).toISOString(),
    modules: state.modules.length,
    modulesDone: state.modules.filter((module) => isComplete(module, mastered)).length,
    finishDate,
    feasible,
    deadline: state.request.deadline,
    neededMinutes,
    missingMinutes,
    nextSession: next === undefined ? null : { date: next.date, minutes: next.minutes },
  }
}
