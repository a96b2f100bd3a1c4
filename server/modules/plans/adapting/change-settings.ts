import type { UpdatePlanRequest } from '@learnpath/contracts'
import { withoutModules } from '../making/without-modules.ts'
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

function dropModules(state: PlanState, moduleIds: readonly string[], at: number): PlanState {
  if (moduleIds.length === 0) return state
  const dropped = new Set(moduleIds.map((id) => moduleOf(state, id).id))
  const next = { ...state, ...withoutModules(state, dropped) }
  return withChange(next, { at, kind: 'modules-dropped', count: dropped.size })
}
