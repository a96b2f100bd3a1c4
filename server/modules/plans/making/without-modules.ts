import { LearnPathError, type CreatePlanRequest } from '@learnpath/contracts'
import type { PlanContent } from './make-modules.ts'

/** The content without some of its modules. What they held is listed as skipped. */
export function withoutModules({ modules, edges, skipped }: PlanContent, dropped: ReadonlySet<string>): PlanContent {
  const gone = modules.filter(({ id }) => dropped.has(id))
  return {
    modules: modules.filter(({ id }) => !dropped.has(id)),
    edges: edges.filter(({ moduleId, needsModuleId }) => !dropped.has(moduleId) && !dropped.has(needsModuleId)),
    skipped: [...skipped, ...gone.map(({ pieces }) => ({ pieces, reason: 'dropped' as const }))],
  }
}

/** The content without the modules that the request drops. @throws LP_PLAN_EMPTY when no other is left */
export function keptModules(content: PlanContent, { dropModuleIds = [] }: CreatePlanRequest): PlanContent {
  const kept = withoutModules(content, new Set(dropModuleIds))
  if (kept.modules.length === 0) throw new LearnPathError('LP_PLAN_EMPTY', { detail: 'every module is dropped' })
  return kept
}
