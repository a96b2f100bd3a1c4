import { LearnPathError, type CreateQuizRequest, type Quiz } from '@learnpath/contracts'
import { changeSettings } from './adapting/change-settings.ts'
import { withModule } from './adapting/module-change.ts'
import { moduleOf, tellEvent } from './adapting/tell-event.ts'
import { learnerDate } from './calendar/dates.ts'
import { createPlanKeeper } from './keep-plan.ts'
import { createPlanRows } from './plan-rows.ts'
import type { PlanState, StoredModule } from './plan-state.ts'
import type { PlansApi } from './plans-api.ts'
import type { PlansDependencies } from './plans-dependencies.ts'
import { createPlanPreviews } from './previewing/preview-plans.ts'
import { planSummary } from './showing/plan-summary.ts'

/** Learning plans from what the documents teach. */
export function createPlans(dependencies: PlansDependencies): PlansApi {
  const { store, quizzes, reviews, clock } = dependencies
  const rows = createPlanRows(store)
  const keeper = createPlanKeeper(dependencies, rows)

  async function moduleQuiz(planId: string, moduleId: string): Promise<Quiz> {
    let quiz: Quiz | null = null
    await keeper.renewed(planId, async (state) => {
      const module = moduleOf(state, moduleId)
      if (module.quiz.quizId !== null) {
        quiz = await quizzes.get(module.quiz.quizId)
        return state
      }
      const made = await quizzes.create(quizRequest(state, module))
      quiz = made
      return withModule(state, moduleId, (own) => ({ ...own, quiz: { ...own.quiz, quizId: made.id } }))
    })
    if (quiz === null) throw new LearnPathError('LP_PLAN_MODULE_NOT_FOUND', { detail: moduleId })
    return quiz
  }

  return {
    // Plans look at the world when they are looked at: nothing runs in between.
    start: async () => await Promise.resolve(),
    stop: async () => await keeper.settled(),
    create: async (request) => await keeper.make(request),
    preview: createPlanPreviews(dependencies),
    async list() {
      const today = learnerDate(clock.now(), await reviews.settings())
      const plans = await rows.list()
      return await Promise.all(plans.map(async (plan) => await planSummary(dependencies, plan, today)))
    },
    get: async (planId) => await keeper.renewed(planId, (state) => state),
    update: async (planId, change) =>
      await keeper.renewed(planId, (state) => changeSettings(state, change, clock.now())),
    previewChange: async (planId, change) =>
      await keeper.foreseen(planId, (state) => changeSettings(state, change, clock.now())),
    delete: async (planId) => await keeper.delete(planId),
    tell: async (planId, event) => await keeper.renewed(planId, (state) => tellEvent(state, event, clock.now())),
    moduleQuiz,
    plannedMinutes: async (from, to) => await rows.minutesByDay(from, to),
  }
}

/** On the module's documents and concepts; another try gets other questions. */
function quizRequest(
  { collection, request }: PlanState,
  { pieces, conceptIds, quiz }: StoredModule,
): CreateQuizRequest {
  return {
    collection,
    documentIds: [...new Set(pieces.map(({ documentId }) => documentId))],
    ...(conceptIds.length === 0 ? {} : { conceptIds: [...conceptIds] }),
    count: quiz.itemCount,
    seed: request.seed + quiz.attempts,
    newOnly: false,
  }
}
