import type { PlanChangeFact } from '@learnpath/contracts'
import type { PlanChange } from '../plan-state.ts'

export interface FactNames {
  /** Title of a module; null when it was dropped. */
  readonly module: (id: string) => string | null
  readonly concept: (id: string) => string
}

/** How the plan adapted, with the names of what it is about in place of ids. */
export function changeFact(change: PlanChange, names: FactNames): PlanChangeFact {
  switch (change.kind) {
    case 'made':
    case 'settings-changed':
      return { kind: change.kind }
    case 'session-done':
    case 'session-missed':
      return { kind: change.kind, date: change.date }
    case 'sessions-passed':
    case 'modules-dropped':
      return { kind: change.kind, count: change.count }
    case 'reading-done':
    case 'reading-reopened':
    case 'module-done':
      return { kind: change.kind, module: names.module(change.moduleId) }
    case 'quiz-passed':
      return { kind: change.kind, module: names.module(change.moduleId), score: change.score }
    case 'quiz-failed':
      return {
        kind: change.kind,
        module: names.module(change.moduleId),
        score: change.score,
        concept: change.conceptId === null ? null : names.concept(change.conceptId),
        firstModule: names.module(change.firstModuleId),
        how: change.how,
      }
    case 'mastered':
      return { kind: change.kind, gained: change.gained, lost: change.lost, savedMinutes: change.savedMinutes }
    case 'documents-changed':
      return { kind: change.kind, changed: change.changed, removed: change.removed, modules: change.modules }
  }
}
