import { LearnPathError, type CreatePlanRequest } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { FoundMaterial } from './find-material.ts'
import { goalRelevance } from './goal-relevance.ts'
import { makeModules, type PlanContent } from './make-modules.ts'
import { planMaterial } from './plan-material.ts'
import { selectTopics } from './select-topics.ts'

/** Modules, edges and what is skipped for a request. @throws LP_PLAN_EMPTY */
export async function makeContent(found: FoundMaterial, request: CreatePlanRequest): Promise<PlanContent> {
  const material = await planMaterial(found.map, found.documents)
  await breathe()
  const relevance = found.goal.length === 0 ? null : await goalRelevance(material, found.goal, found.hits)
  const { documentIds = [], conceptIds = [], level } = request
  const choice = await selectTopics(material, {
    level,
    documentIds: documentIds.length === 0 ? null : new Set(documentIds),
    conceptIds,
    relevance,
  })
  await breathe()
  const content = await makeModules(material, choice, request)
  if (content.modules.length === 0) throw new LearnPathError('LP_PLAN_EMPTY', { detail: request.goal })
  return content
}
