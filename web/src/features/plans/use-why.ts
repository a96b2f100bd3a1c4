import type { Plan, PlanModule } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { usePlanWords } from './use-plan-words.ts'

type Edge = Plan['edges'][number]
type Reasoned = Pick<PlanModule, 'id' | 'role'>

interface Plot {
  readonly edges: readonly Edge[]
  readonly modules: readonly Pick<PlanModule, 'id' | 'title'>[]
}

/** Named in one sentence; more would not be read. */
const NAMED = 2

/** Why a module stands where it does, in sentences, from the plan's facts. */
export function useWhy(): (plot: Plot, module: Reasoned) => string[] {
  const t = useTranslations('plans')
  const { list } = usePlanWords()
  return ({ edges, modules }, { id, role }) => {
    const titles = new Map(modules.map((module) => [module.id, module.title]))
    const needs = edges.filter(({ moduleId }) => moduleId === id)
    const neededBy = edges.filter(({ needsModuleId }) => needsModuleId === id)
    const linked = (linking: readonly Edge[], other: (edge: Edge) => string): string => {
      const named = linking.toSorted((one, two) => two.score - one.score).slice(0, NAMED)
      const more = linking.length - named.length
      const pair = (edge: Edge): string =>
        edge.pairs.map(({ concept, needs: needed }) => t('pair', { concept, needed })).join('; ')
      const parts = named.map((edge) => t('linked', { title: titles.get(other(edge)) ?? '', pairs: pair(edge) }))
      return list(more === 0 ? parts : [...parts, t('otherModules', { count: more })])
    }
    const sentences = [t(`role.${role}`)]
    if (needs.length > 0) sentences.push(t('buildsOn', { modules: linked(needs, (edge) => edge.needsModuleId) }))
    if (neededBy.length > 0) sentences.push(t('comesBefore', { modules: linked(neededBy, (edge) => edge.moduleId) }))
    if (needs.length + neededBy.length === 0) sentences.push(t('documentOrder'))
    return sentences
  }
}
