import { LearnPathError, type CreatePlanRequest, type Plan, type PlanSummary, type Quiz } from '@learnpath/contracts'
import { createMutex } from '../../kernel/mutex.ts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { adapt } from './adapting/adapt.ts'
import { changeSettings } from './adapting/change-settings.ts'
import { withModule } from './adapting/module-change.ts'
import { relay } from './adapting/relay.ts'
import { moduleOf, tellEvent } from './adapting/tell-event.ts'
import { learnerDate } from './calendar/dates.ts'
import { reckon } from './calendar/feasibility.ts'
import type { Laying } from './calendar/lay-sessions.ts'
import { findMaterial } from './making/find-material.ts'
import { makeContent } from './making/make-content.ts'
import { isComplete } from './making/reading-time.ts'
import { createPlanRows } from './plan-rows.ts'
import type { PlanState } from './plan-state.ts'
import type { PlansApi } from './plans-api.ts'
import type { PlansDependencies } from './plans-dependencies.ts'
import { documentOrNull, loadSources } from './showing/load-sources.ts'
import { isFinished, planTitle, showPlan, type StoredPlan } from './showing/show-plan.ts'

/** Days of reviews that are given a place in the calendar. */
const REVIEW_DAYS = 60

/** Learning plans from what the documents teach. */
export function createPlans(dependencies: PlansDependencies): PlansApi {
  const { store, library, concepts, quizzes, reviews, clock, idSource } = dependencies
  const rows = createPlanRows(store)
  const oneAtATime = createMutex()

  async function layingNow(): Promise<Laying> {
    const settings = await reviews.settings()
    const { days } = await reviews.forecast({ days: REVIEW_DAYS })
    return {
      from: learnerDate(clock.now(), settings),
      reviews: new Map(days.map(({ date, minutes }) => [date, minutes])),
    }
  }

  async function shown(plan: StoredPlan, map: ConceptMap, today: string): Promise<Plan> {
    return showPlan(plan, await loadSources(dependencies, plan.state, map), today)
  }

  /** Reads a plan, brings it in step with the world, lets `change` change it, and keeps what became of it. */
  async function renewed(planId: string, change: (state: PlanState) => PlanState | Promise<PlanState>): Promise<Plan> {
    return await oneAtATime(async () => {
      const plan = await rows.get(planId)
      const map = await concepts.map(plan.state.collectionId)
      const laying = await layingNow()
      const at = clock.now()
      const adapted = await adapt(dependencies, plan.state, { map, today: laying.from, at })
      const changed = await change(adapted)
      if (changed === plan.state) return await shown(plan, map, laying.from)
      const isOther = JSON.stringify({ ...changed, sequence: 0 }) !== JSON.stringify({ ...plan.state, sequence: 0 })
      const state = isOther ? { ...relay(planId, changed, laying), revision: plan.state.revision + 1 } : changed
      const next = { ...plan, state, changedAt: isOther ? at : plan.changedAt }
      await rows.update(next)
      return await shown(next, map, laying.from)
    })
  }

  async function newPlan(request: CreatePlanRequest): Promise<Plan> {
    // Before anything is read: what changes meanwhile is looked at again.
    const sequence = await library.latestSequence()
    const found = await findMaterial(dependencies, request)
    const content = await makeContent(found, request)
    const laying = await layingNow()
    const { collectionId, collection } = found.map
    const at = clock.now()
    const blank: PlanState = {
      request,
      collectionId,
      collection,
      sequence,
      revision: 1,
      ...content,
      sessions: [],
      masteredConceptIds: [],
      changes: [{ at, kind: 'made' }],
    }
    const state = await adapt(dependencies, blank, { map: found.map, today: laying.from, at })
    const id = idSource.next('plan')
    const plan = { id, createdAt: at, changedAt: at, state: relay(id, state, laying) }
    await rows.insert(plan)
    return await shown(plan, found.map, laying.from)
  }

  async function summary(plan: StoredPlan, today: string): Promise<PlanSummary> {
    const { state } = plan
    const { finishDate, feasible } = reckon(state, today)
    const mastered = new Set(state.masteredConceptIds)
    const first = state.modules.flatMap(({ pieces }) => pieces.slice(0, 1))[0]
    const document =
      first === undefined || state.request.goal !== '' ? null : await documentOrNull(concepts, first.documentId)
    return {
      id: plan.id,
      goal: state.request.goal,
      title: planTitle(state, { documents: new Map(document === null ? [] : [[document.documentId, document]]) }),
      collection: state.collection,
      state: isFinished(state) ? 'finished' : 'active',
      createdAt: new Date(plan.createdAt).toISOString(),
      changedAt: new Date(plan.changedAt).toISOString(),
      modules: state.modules.length,
      modulesDone: state.modules.filter((module) => isComplete(module, mastered)).length,
      finishDate,
      feasible,
    }
  }

  async function moduleQuiz(planId: string, moduleId: string): Promise<Quiz> {
    let quiz: Quiz | null = null
    await renewed(planId, async (state) => {
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
    start: async () => await Promise.resolve(),
    stop: async () => await oneAtATime(async () => await Promise.resolve()),
    create: newPlan,
    async list() {
      const today = learnerDate(clock.now(), await reviews.settings())
      const plans = await rows.list()
      return await Promise.all(plans.map(async (plan) => await summary(plan, today)))
    },
    get: async (planId) => await renewed(planId, (state) => state),
    update: async (planId, change) => await renewed(planId, (state) => changeSettings(state, change, clock.now())),
    delete: async (planId) => {
      await oneAtATime(async () => {
        await rows.delete(planId)
      })
    },
    tell: async (planId, event) => await renewed(planId, (state) => tellEvent(state, event, clock.now())),
    moduleQuiz,
    plannedMinutes: async (from, to) => await rows.minutesByDay(from, to),
  }
}

/** Another try gets other questions. */
function quizRequest(
  { collection, request }: PlanState,
  module: PlanState['modules'][number],
): Parameters<PlansDependencies['quizzes']['create']>[0] {
  const documentIds = [...new Set(module.pieces.map(({ documentId }) => documentId))]
  return {
    collection,
    documentIds,
    ...(module.conceptIds.length === 0 ? {} : { conceptIds: [...module.conceptIds] }),
    count: module.quiz.itemCount,
    seed: request.seed + module.quiz.attempts,
    newOnly: false,
  }
}
