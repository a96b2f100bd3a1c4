import type { UpdatePlanRequest } from '@learnpath/contracts'
import type { PlanState } from '../plan-state.ts'
import { withChange } from './module-change.ts'
import { moduleOf } from './tell-event.ts'

/** Takes in other hours, days or pace, and modules to drop. @throws LP_PLAN_MODULE_NOT_FOUND */
export function changeSettings(state: PlanState, change: UpdatePlanRequest, at: number): PlanState {
  const { dropModuleIds = [], ...settings } = change
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
  let next = dropModules(state, dropModuleIds, at)
  if (Object.keys(given).length === 0) return next
  next = { ...next, request: { ...next.request, ...given } }
  return withChange(next, { at, kind: 'settings-changed' })
}

/** What a dropped module held is listed as skipped. */
function dropModules(state: PlanState, moduleIds: readonly string[], at: number): PlanState {
  if (moduleIds.length === 0) return state
  const dropped = new Set(moduleIds.map((id) => moduleOf(state, id).id))
  const gone = state.modules.filter(({ id }) => dropped.has(id))
  const next: PlanState = {
    ...state,
    modules: state.modules.filter(({ id }) => !dropped.has(id)),
    edges: state.edges.filter(({ moduleId, needsModuleId }) => !dropped.has(moduleId) && !dropped.has(needsModuleId)),
    skipped: [...state.skipped, ...gone.map(({ pieces }) => ({ pieces, reason: 'dropped' as const }))],
  }
  return withChange(next, { at, kind: 'modules-dropped', count: dropped.size })
}
