import type { PlanChange } from '../plan-state.ts'
import { countText, durationText } from './duration-text.ts'

export interface ChangeWords {
  /** Title of a module in quotation marks. */
  readonly module: (id: string) => string
  readonly concept: (id: string) => string
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** How the plan adapted, in words. */
export function changeText(change: PlanChange, words: ChangeWords): string {
  switch (change.kind) {
    case 'made':
      return 'The plan was made.'
    case 'session-done':
      return `The session of ${change.date} was done.`
    case 'session-missed':
      return `The session of ${change.date} was missed; what it held was laid on later days.`
    case 'sessions-passed':
      return `${countText(change.count, 'session')} passed without word; what they held was laid on later days.`
    case 'reading-done':
      return `A passage of ${words.module(change.moduleId)} was read.`
    case 'reading-reopened':
      return `A passage of ${words.module(change.moduleId)} is to be read again.`
    case 'module-done':
      return `${words.module(change.moduleId)} was done.`
    case 'quiz-passed':
      return `The quiz of ${words.module(change.moduleId)} was passed with ${percent(change.score)}.`
    case 'quiz-failed':
      return failureText(change, words)
    case 'mastered':
      return masteryText(change)
    case 'settings-changed':
      return 'Time or days were changed; coming sessions were laid anew.'
    case 'modules-dropped':
      return `${countText(change.count, 'module')} dropped by the learner.`
    case 'documents-changed':
      return documentsText(change)
  }
}

function failureText(change: PlanChange & { readonly kind: 'quiz-failed' }, words: ChangeWords): string {
  const failed = `The quiz of ${words.module(change.moduleId)} was failed with ${percent(change.score)}`
  const concept = change.conceptId === null ? '' : `“${words.concept(change.conceptId)}”`
  switch (change.how) {
    case 'inserted':
      return `${failed}: ${concept} is learned first, in the new module ${words.module(change.firstModuleId)}.`
    case 'reopened':
      return `${failed}: ${concept} is repeated first, in ${words.module(change.firstModuleId)}.`
    case 'moved':
      return `${failed}: ${words.module(change.firstModuleId)} comes first, for ${concept}.`
    case 'reread':
      return `${failed}: it is read once more.`
  }
}

function masteryText({ gained, lost, savedMinutes }: PlanChange & { readonly kind: 'mastered' }): string {
  const parts = [
    gained > 0 ? `${countText(gained, 'concept')} mastered` : '',
    lost > 0 ? `${countText(lost, 'concept')} no longer mastered` : '',
  ].filter((part) => part !== '')
  if (savedMinutes === 0) return `${parts.join(', ')}.`
  const saved = durationText(Math.abs(savedMinutes))
  return `${parts.join(', ')}; ${saved} ${savedMinutes > 0 ? 'less' : 'more'} to do.`
}

function documentsText({ changed, removed, modules }: PlanChange & { readonly kind: 'documents-changed' }): string {
  const parts = [
    changed > 0 ? `${countText(changed, 'document')} changed` : '',
    removed > 0 ? `${countText(removed, 'document')} deleted` : '',
  ].filter((part) => part !== '')
  return `${parts.join(', ')}: ${countText(modules, 'module')} affected.`
}
