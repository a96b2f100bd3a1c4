import type { CreatePlanRequest, Plan } from '@learnpath/contracts'
import { createMutex } from '../../kernel/mutex.ts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { adapt } from './adapting/adapt.ts'
import { relay } from './adapting/relay.ts'
import { learnerDate } from './calendar/dates.ts'
import type { Laying } from './calendar/lay-sessions.ts'
import { findMaterial } from './making/find-material.ts'
import { makeContent } from './making/make-content.ts'
import type { PlanRows } from './plan-rows.ts'
import type { PlanState } from './plan-state.ts'
import type { PlansDependencies } from './plans-dependencies.ts'
import { loadSources } from './showing/load-sources.ts'
import { showPlan, type StoredPlan } from './showing/show-plan.ts'

/** Days of reviews that are given a place in the calendar. */
const REVIEW_DAYS = 60

/** Makes plans, and brings them in step with the world whenever they are looked at. */
export interface PlanKeeper {
  make(request: CreatePlanRequest): Promise<Plan>
  /** Reads a plan, brings it in step with the world, lets `change` change it, and keeps what became of it. */
  renewed(planId: string, change: (state: PlanState) => PlanState | Promise<PlanState>): Promise<Plan>
  delete(planId: string): Promise<void>
  /** Resolves when no change of a plan is under way. */
  settled(): Promise<void>
}

export function createPlanKeeper(dependencies: PlansDependencies, rows: PlanRows): PlanKeeper {
  const { library, concepts, reviews, clock, idSource } = dependencies
  const oneAtATime = createMutex()

  async function layingNow(): Promise<Laying> {
    const settings = await reviews.settings()
    const { days } = await reviews.forecast({ days: REVIEW_DAYS })
    const load = new Map(days.map(({ date, minutes }) => [date, minutes]))
    return { from: learnerDate(clock.now(), settings), reviews: load }
  }

  async function shown(plan: StoredPlan, map: ConceptMap, today: string): Promise<Plan> {
    return await showPlan(plan, await loadSources(dependencies, plan.state, map), today)
  }

  return {
    async make(request) {
      // Before anything is read: what changes meanwhile is looked at again.
      const sequence = await library.latestSequence()
      const found = await findMaterial(dependencies, request)
      const content = await makeContent(found, request)
      const laying = await layingNow()
      const at = clock.now()
      const blank = blankPlan(request, found.map, { sequence, at })
      const now = { map: found.map, today: laying.from, at }
      const state = await adapt(dependencies, { ...blank, ...content }, now)
      const id = idSource.next('plan')
      const plan = { id, createdAt: at, changedAt: at, state: relay(id, state, laying) }
      await rows.insert(plan)
      return await shown(plan, found.map, laying.from)
    },
    renewed: async (planId, change) =>
      await oneAtATime(async () => {
        const plan = await rows.get(planId)
        const map = await concepts.map(plan.state.collectionId)
        const laying = await layingNow()
        const at = clock.now()
        const changed = await change(await adapt(dependencies, plan.state, { map, today: laying.from, at }))
        if (changed === plan.state) return await shown(plan, map, laying.from)
        const isOther = textOf(changed) !== textOf(plan.state)
        const state = isOther ? { ...relay(planId, changed, laying), revision: plan.state.revision + 1 } : changed
        const next = { ...plan, state, changedAt: isOther ? at : plan.changedAt }
        await rows.update(next)
        return await shown(next, map, laying.from)
      }),
    delete: async (planId) => {
      await oneAtATime(async () => {
        await rows.delete(planId)
      })
    },
    settled: async () => {
      await oneAtATime(async () => {
        await Promise.resolve()
      })
    },
  }
}

/** All of a plan but how far in the library's changes it has looked. */
const textOf = (state: PlanState): string => JSON.stringify({ ...state, sequence: 0 })

function blankPlan(
  request: CreatePlanRequest,
  { collectionId, collection }: ConceptMap,
  { sequence, at }: { readonly sequence: number; readonly at: number },
): PlanState {
  return {
    request,
    collectionId,
    collection,
    sequence,
    revision: 1,
    modules: [],
    edges: [],
    skipped: [],
    sessions: [],
    masteredConceptIds: [],
    changes: [{ at, kind: 'made' }],
  }
}
