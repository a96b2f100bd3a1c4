import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LearnPathError, type CreatePlanRequest, type Plan } from '@learnpath/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { anyGoal, anyMaterial, anyRequest } from './testing/generated-library.double.ts'
import { brokenInvariants } from './testing/plan-invariants.double.ts'
import { createPlansRig, createPlanStore, type PlansRig } from './testing/plans-rig.double.ts'

/** Failures are told as they are found: each plan is small, and finding smaller ones takes long. */
const RUNS = { numRuns: 60, seed: 4, endOnFailure: true }
const START = '2026-01-07'
let folder = ''
let store: RelationalStore
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-plans-'))
  store = await createPlanStore(join(folder, 'plans.db'))
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Null when nothing in the library has to do with the goal. */
async function planOrNull({ plans }: PlansRig, request: CreatePlanRequest): Promise<Plan | null> {
  try {
    return await plans.create(request)
  } catch (failure) {
    if (failure instanceof LearnPathError && failure.code === 'LP_PLAN_EMPTY') return null
    throw failure
  }
}

const asked = fc.tuple(anyMaterial, anyRequest(anyGoal, START))

describe('for any library and any request', () => {
  test('the order keeps the edges, all of the scope is covered once, times add up, and sessions fit the calendar', async () => {
    const property = fc.asyncProperty(asked, async ([material, request]) => {
      const plan = await planOrNull(await createPlansRig(store, material), request)
      expect(plan === null ? [] : brokenInvariants(plan, material.documents)).toEqual([])
    })
    await expect(fc.assert(property, RUNS)).resolves.toBeUndefined()
  })

  test('without a goal every section of the library is in the plan or skipped', async () => {
    const property = fc.asyncProperty(anyMaterial, anyRequest(fc.constant(''), START), async (material, request) => {
      const plan = await planOrNull(await createPlansRig(store, material), request)
      const passages = [
        ...(plan?.modules.flatMap(({ reading }) => reading.map(({ passage }) => passage)) ?? []),
        ...(plan?.skipped.map(({ passage }) => passage) ?? []),
      ]
      const covered = passages.reduce((sum, { start, end }) => sum + end - start, 0)
      expect(covered).toBe(material.documents.reduce((sum, { text }) => sum + text.length, 0))
    })
    await expect(fc.assert(property, RUNS)).resolves.toBeUndefined()
  })

  test('the same library, request, seed and clock give the same plan, byte for byte', async () => {
    const property = fc.asyncProperty(asked, async ([material, request]) => {
      const make = async (): Promise<string> =>
        JSON.stringify(await planOrNull(await createPlansRig(store, material), request))
      expect(await make()).toBe(await make())
    })
    await expect(fc.assert(property, { ...RUNS, numRuns: 20 })).resolves.toBeUndefined()
  })

  test('whatever happens to a plan, the invariants hold, nothing past changes and nothing is lost', async () => {
    const deeds = fc.array(fc.record({ kind: fc.nat(6), pick: fc.nat(1000), days: fc.nat(5) }), { maxLength: 12 })
    const property = fc.asyncProperty(asked, deeds, async ([material, request], steps) => {
      const rig = await createPlansRig(store, material)
      let plan = await planOrNull(rig, request)
      for (const step of plan === null ? [] : steps) {
        if (plan === null) break
        const before = plan
        plan = await happen(rig, before, step)
        expect(brokenInvariants(plan, material.documents)).toEqual([])
        expect(pastOf(plan)).toEqual(expect.arrayContaining(pastOf(before)))
        expect(charactersOf(plan)).toBeGreaterThanOrEqual(charactersOf(before))
        expect(plan.revision).toBeGreaterThanOrEqual(before.revision)
      }
    })
    await expect(fc.assert(property, RUNS)).resolves.toBeUndefined()
  })
})

/** Sessions that are over, as bytes. */
function pastOf({ sessions }: Plan): string[] {
  return sessions.filter(({ state }) => state !== 'planned').map((session) => JSON.stringify(session))
}

function charactersOf({ modules, skipped }: Plan): number {
  const passages = [...modules.flatMap(({ reading }) => reading), ...skipped].map(({ passage }) => passage)
  return passages.reduce((sum, { start, end }) => sum + end - start, 0)
}

interface Step {
  readonly kind: number
  readonly pick: number
  readonly days: number
}

/** One of the things that may happen to a plan; then it is looked at. */
async function happen({ plans, clock, world }: PlansRig, plan: Plan, { kind, pick, days }: Step): Promise<Plan> {
  const session = plan.sessions.find(({ state }) => state === 'planned')
  const [module] = plan.modules.slice(pick % plan.modules.length)
  if (module === undefined) return plan
  const { id: moduleId, reading, concepts } = module
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  const deeds: (() => Promise<unknown>)[] = [
    async () => await Promise.resolve(clock.advance(days * 86_400_000)),
    async () => {
      const isPlanned = session !== undefined && session.date >= today
      return isPlanned ? await plans.tell(plan.id, { kind: 'session-done', sessionId: session.id }) : null
    },
    async () => await plans.tell(plan.id, { kind: 'reading-done', moduleId, reading: pick % reading.length }),
    async () => await plans.tell(plan.id, { kind: 'module-done', moduleId }),
    async () => {
      const quiz = await plans.moduleQuiz(plan.id, moduleId)
      const weak = concepts.slice(0, 1).map(({ id }) => id)
      world.answer(quiz.id, (pick % 11) / 10, weak)
    },
    async () => await Promise.resolve(concepts.map(({ id }) => world.master(id, 0.99))),
    async () => await plans.update(plan.id, { hoursPerWeek: 1 + days, sessionMinutes: 10 + (pick % 60) }),
  ]
  await deeds[kind]?.()
  return await plans.get(plan.id)
}
