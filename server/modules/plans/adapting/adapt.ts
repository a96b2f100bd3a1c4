import type { ConceptMap } from '../../../ports/study-material.ts'
import type { PlanState } from '../plan-state.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { followDocuments } from './follow-documents.ts'
import { withModule } from './module-change.ts'
import { passDays } from './pass-days.ts'
import { readKnowledge, readMastered, readNews, readOutcomes } from './read-facts.ts'
import { takeMastery } from './take-mastery.ts'
import { takeQuizResult } from './take-quiz-result.ts'

export interface Now {
  readonly map: ConceptMap
  /** The learner's date. */
  readonly today: string
  readonly at: number
}

/**
 * Brings a plan in step with what happened since it was last looked at: days that passed, documents that changed, quizzes that
 * were answered, concepts that were mastered. Sessions are not laid anew here.
 * @returns the same state when nothing happened
 */
export async function adapt(dependencies: PlansDependencies, before: PlanState, now: Now): Promise<PlanState> {
  const { map, today, at } = now
  let state = passDays(before, today, at)
  const news = await readNews(dependencies, state)
  if (news.sequence !== state.sequence) state = followDocuments(state, news, at)
  const { outcomes, goneModuleIds } = await readOutcomes(dependencies, state)
  for (const id of goneModuleIds) {
    state = withModule(state, id, (module) => ({ ...module, quiz: { ...module.quiz, quizId: null } }))
  }
  for (const outcome of outcomes) {
    const asked = state.modules.find(({ id }) => id === outcome.moduleId)?.conceptIds ?? []
    const knowledge = await readKnowledge(dependencies, map, [...asked, ...outcome.weakConceptIds])
    state = takeQuizResult(state, outcome, knowledge, at)
  }
  return takeMastery(state, await readMastered(dependencies, state), at)
}
