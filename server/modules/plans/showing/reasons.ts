import type { ModuleDamage, PlanState, SkipReason, StoredEdge, StoredModule } from '../plan-state.ts'
import { countText } from './duration-text.ts'
import { conceptName, moduleTitle, type PlanSources } from './plan-sources.ts'

/** Named in one sentence; more would not be read. */
const NAMED = 2

export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  basics: 'Basics that the chosen level takes to be known.',
  'mentions-only': 'Mentions the goal, but is about something else.',
  'optional-basics': 'Background that the goal builds on only loosely.',
  'off-goal': 'Has little to do with the goal.',
  dropped: 'Dropped from the plan.',
  'added-later': 'Was added to its document after the plan was made.',
}

/** Why a module stands where it does, in words. */
export function whyHere(sources: PlanSources, state: PlanState, module: StoredModule): string {
  const needs = state.edges.filter(({ moduleId }) => moduleId === module.id)
  const neededBy = state.edges.filter(({ needsModuleId }) => needsModuleId === module.id)
  const titleOf = (id: string): string => {
    const found = state.modules.find((other) => other.id === id)
    return found === undefined ? '' : `“${moduleTitle(sources, found)}”`
  }
  return [
    ROLE_TEXT[module.role],
    needs.length === 0 ? '' : `Builds on ${linked(sources, needs, ({ needsModuleId }) => titleOf(needsModuleId))}.`,
    neededBy.length === 0 ? '' : `Comes before ${linked(sources, neededBy, ({ moduleId }) => titleOf(moduleId))}.`,
    needs.length + neededBy.length === 0 ? 'Stands in the order of the documents.' : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

const ROLE_TEXT: Readonly<Record<StoredModule['role'], string>> = {
  core: 'Part of the goal.',
  support: 'Needed to understand the goal.',
  repair: 'Put in because the quiz of the next module was failed.',
}

function linked(sources: PlanSources, edges: readonly StoredEdge[], titleOf: (edge: StoredEdge) => string): string {
  const strongest = edges.toSorted((one, other) => other.score - one.score)
  const named = strongest.slice(0, NAMED).map((edge) => `${titleOf(edge)} (${pairsText(sources, edge)})`)
  const more = edges.length - named.length
  return more === 0 ? named.join(' and ') : `${named.join(', ')} and ${countText(more, 'other module')}`
}

/** Which concepts make one module need another, by name. */
export function pairNames(sources: PlanSources, { pairs }: StoredEdge): { concept: string; needs: string }[] {
  return pairs
    .slice(0, NAMED)
    .map(([concept, needed]) => ({ concept: conceptName(sources, concept), needs: conceptName(sources, needed) }))
}

/** The same in words. */
export function pairsText(sources: PlanSources, edge: StoredEdge): string {
  return pairNames(sources, edge)
    .map(({ concept, needs }) => `${concept} needs ${needs}`)
    .join('; ')
}

/** What happened to the documents of a module since the plan was made; null when nothing did. */
export function damageText(damage: ModuleDamage | null): string | null {
  if (damage === null) return null
  const parts = [
    damage.changed > 0 ? `the text of ${countText(damage.changed, 'passage')} has changed` : '',
    damage.moved > 0 ? `${countText(damage.moved, 'passage')} can no longer be found in the document` : '',
    damage.removed > 0 ? `${countText(damage.removed, 'passage')} went with a deleted document` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? null : `Since the plan was made, ${parts.join(', and ')}.`
}
