import type { PlanChange, PlanState, StoredModule } from '../plan-state.ts'

/** The plan with one module changed. */
export function withModule(
  state: PlanState,
  moduleId: string,
  change: (module: StoredModule) => StoredModule,
): PlanState {
  return { ...state, modules: state.modules.map((module) => (module.id === moduleId ? change(module) : module)) }
}

/** The plan with one more entry in its history, the newest first. */
export function withChange(state: PlanState, change: PlanChange): PlanState {
  return { ...state, changes: [change, ...state.changes] }
}
