import type { CreatePlanRequest, Plan, PlanChangePreview } from '@learnpath/contracts'
import { createMutex } from '../../kernel/mutex.ts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { adapt } from './adapting/adapt.ts'
import { relay } from './adapting/relay.ts'
import { layingNow } from './calendar/laying-now.ts'
import { blankPlan } from './making/blank-plan.ts'
import { findMaterial } from './making/find-material.ts'
import { makeContent } from './making/make-content.ts'
import { keptModules } from './making/without-modules.ts'
import { createModuleNames } from './naming/module-names.ts'
import { nameModulesOf } from './naming/name-modules-of.ts'
import type { PlanRows } from './plan-rows.ts'
import type { PlanState } from './plan-state.ts'
import type { PlansDependencies } from './plans-dependencies.ts'
import { loadSources } from './showing/load-sources.ts'
import { shelvedDocuments } from './showing/shelved-documents.ts'
import { showOutlook } from './showing/show-outlook.ts'
import { showPlan, type StoredPlan } from './showing/show-plan.ts'

/** Makes plans, and brings them in step with the world whenever they are looked at. */
export interface PlanKeeper {
  make(request: CreatePlanRequest): Promise<Plan>
  /** Reads a plan, brings it in step with the world, lets `change` change it, and keeps what became of it. */
  renewed(planId: string, change: (state: PlanState) => PlanState | Promise<PlanState>): Promise<Plan>
  /** What `change` would do, without keeping it. */
  foreseen(planId: string, change: (state: PlanState) => PlanState): Promise<PlanChangePreview>
  delete(planId: string): Promise<void>
  /** Resolves when no change of a plan is under way. */
  settled(): Promise<void>
}

export function createPlanKeeper(dependencies: PlansDependencies, rows: PlanRows): PlanKeeper {
  const { library, concepts, reviews, clock, idSource } = dependencies
  const oneAtATime = createMutex()
  const names = createModuleNames(dependencies.store)
  const sources = { concepts: shelvedDocuments(dependencies), reviews }

  async function shown(plan: StoredPlan, map: ConceptMap, today: string): Promise<Plan> {
    const shownWith = await loadSources(sources, plan.state, map)
    return await showPlan(plan, { ...shownWith, names: await names.of(plan.id, shownWith.documents) }, today)
  }

  return {
    async make(request) {
      // Before anything is read: what changes meanwhile is looked at again.
      const sequence = await library.latestSequence()
      const found = await findMaterial(dependencies, request)
      const content = keptModules(await makeContent(found, request), request)
      const laying = await layingNow(dependencies)
      const at = clock.now()
      const blank = blankPlan(request, found.map, { sequence, at })
      const now = { map: found.map, today: laying.from, at }
      const state = await adapt(dependencies, { ...blank, ...content }, now)
      const id = idSource.next('plan')
      const plan = { id, createdAt: at, changedAt: at, state: relay(id, state, laying) }
      await rows.insert(plan)
      await nameModulesOf(dependencies, names, plan, found)
      return await shown(plan, found.map, laying.from)
    },
    renewed: async (planId, change) =>
      await oneAtATime(async () => {
        const plan = await rows.get(planId)
        const map = await concepts.map(plan.state.collectionId)
        const laying = await layingNow(dependencies)
        const at = clock.now()
        const changed = await change(await adapt(dependencies, plan.state, { map, today: laying.from, at }))
        if (changed === plan.state) return await shown(plan, map, laying.from)
        const isOther = textOf(changed) !== textOf(plan.state)
        const state = isOther ? { ...relay(planId, changed, laying), revision: plan.state.revision + 1 } : changed
        const next = { ...plan, state, changedAt: isOther ? at : plan.changedAt }
        await rows.update(next)
        return await shown(next, map, laying.from)
      }),
    async foreseen(planId, change) {
      const { state: kept } = await rows.get(planId)
      const map = await concepts.map(kept.collectionId)
      const laying = await layingNow(dependencies)
      const { from: today } = laying
      const adapted = await adapt(dependencies, kept, { map, today, at: clock.now() })
      const before = adapted === kept ? kept : relay(planId, adapted, laying)
      const after = relay(planId, change(adapted), laying)
      const loaded = await loadSources(sources, kept, map)
      const shownWith = { ...loaded, names: await names.of(planId, loaded.documents) }
      return {
        before: await showOutlook(before, shownWith, today),
        after: await showOutlook(after, shownWith, today),
      }
    },
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
