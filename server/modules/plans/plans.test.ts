import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreatePlanRequest, type CreatePlanRequestInput, type Plan, type PlanModule } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { createPlansRig, createPlanStore, type PlansRig } from './testing/plans-rig.double.ts'
import { conceptId, smallDocument, smallMaterial, type SmallDocument } from './testing/small-material.double.ts'
import { storesInFile } from '../../adapters/testing/open-test-store.ts'

const DAY_MS = 86_400_000
const NAMES = ['gravity', 'orbit', 'tide', 'current', 'harpsichord']
/** About twelve minutes of reading on a word. */
const about = (word: string): string =>
  `The ${word} is what this part explains with care and in many words. `.repeat(230)

const GRAVITY: SmallDocument = {
  path: '1-gravity.md',
  title: 'Gravity',
  sections: [{ heading: 'Gravity', text: about('gravity') }],
}
const ORBIT: SmallDocument = {
  path: '2-orbit.md',
  title: 'Orbits',
  sections: [{ heading: 'Orbit', text: about('orbit') }],
}
const TIDE: SmallDocument = {
  path: '3-tide.md',
  title: 'Tides',
  sections: [
    { heading: 'Tide', text: about('tide') },
    { heading: 'Spring tide', level: 2, text: 'A spring tide is high. ' },
  ],
}
const CURRENT: SmallDocument = {
  path: '4-current.md',
  title: 'Currents',
  sections: [{ heading: 'Current', text: about('current') }],
}
const MUSIC: SmallDocument = {
  path: '5-music.md',
  title: 'Music',
  sections: [{ heading: 'Harpsichord', text: about('harpsichord') }],
}

let folder = ''
let store: RelationalStore
let rig: PlansRig
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-plans-'))
  store = await createPlanStore(join(folder, 'plans.db'))
  rig = await createPlansRig(
    store,
    smallMaterial([GRAVITY, ORBIT, TIDE, CURRENT, MUSIC], NAMES, [
      ['tide', 'gravity'],
      ['orbit', 'gravity'],
      ['tide', 'orbit'],
      ['current', 'tide'],
    ]),
  )
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const make = async (request: CreatePlanRequestInput = {}): Promise<Plan> =>
  await rig.plans.create(CreatePlanRequest.parse({ hoursPerWeek: 2.5, sessionMinutes: 30, ...request }))

/** The module that teaches a concept. */
function moduleOn(plan: Plan, word: string): PlanModule {
  const module = plan.modules.find(({ concepts }) => concepts.some(({ name }) => name === word))
  if (module === undefined) throw new TypeError(`no module on ${word}`)
  return module
}

const titles = ({ modules }: Plan): string[] => modules.map(({ title }) => title)
const past = ({ sessions }: Plan): string => JSON.stringify(sessions.filter(({ state }) => state !== 'planned'))

describe('making', () => {
  test('a goal brings what teaches it and leaves the rest of the library alone', async () => {
    const plan = await make({ goal: 'learn about the tide' })
    expect(titles(plan)).toContain('Tide')
    expect(titles(plan)).not.toContain('Harpsichord')
    expect(moduleOn(plan, 'tide').reading[0]?.passage).toMatchObject({
      path: '3-tide.md',
      title: 'Tides',
      headingPath: ['Tide'],
    })
  })

  test('without a goal all is learned, in an order that its prerequisites allow, with reasons', async () => {
    const plan = await make()
    expect(titles(plan)).toEqual(['Gravity', 'Orbit', 'Tide', 'Current', 'Harpsichord'])
    expect(moduleOn(plan, 'tide').why).toContain('Builds on “Gravity” (tide needs gravity)')
    expect(moduleOn(plan, 'gravity').objectives).toContain('Describe “gravity” in your own words')
  })

  test('chosen concepts bring the sections that they are at home in', async () => {
    const plan = await make({ conceptIds: [conceptId('orbit')] })
    expect(titles(plan)).toEqual(['Orbit'])
  })

  test('chosen documents say which collection is meant', async () => {
    const material = smallMaterial([GRAVITY, MUSIC], NAMES, [])
    const elsewhere = { ...material, map: { ...material.map, collection: 'physics' } }
    const { plans } = await createPlansRig(store, elsewhere)
    const documentIds = elsewhere.map.documentIds.slice(0, 1)
    const plan = await plans.create(CreatePlanRequest.parse({ goal: '', documentIds }))
    expect([plan.collection, titles(plan)]).toEqual(['physics', ['Gravity']])
    await expect(plans.create(CreatePlanRequest.parse({ goal: '' }))).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
  })

  test('a goal that the documents know nothing of is an error, not an empty plan', async () => {
    await expect(make({ goal: 'baking bread' })).rejects.toMatchObject({ code: 'LP_PLAN_EMPTY' })
    await expect(make({ conceptIds: ['con_none'] })).rejects.toMatchObject({ code: 'LP_CONCEPT_NOT_FOUND' })
    await expect(make({ documentIds: ['doc_none'] })).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
  })

  test('a deadline that cannot be kept is told, with the missing minutes and what dropping would save', async () => {
    const { feasibility, sessions } = await make({ deadline: '2026-01-06' })
    const late = sessions.filter(({ date }) => date > '2026-01-06').reduce((sum, { minutes }) => sum + minutes, 0)
    expect(feasibility).toMatchObject({ feasible: false, missingMinutes: late, availableMinutes: 60 })
    expect(feasibility.savings.length).toBe(5)
    expect(feasibility.summary).toContain('are missing until 2026-01-06')
  })

  test('slow readers get more time', async () => {
    const usual = await make()
    const slow = await make({ wordsPerMinute: 100 })
    expect(slow.feasibility.neededMinutes).toBeGreaterThan(usual.feasibility.neededMinutes * 1.6)
  })

  test('reviews that fall due take their time from sessions', async () => {
    rig.world.reviewsDue('2026-01-05', 8)
    const [first] = (await make()).sessions
    expect(first?.parts[0]).toEqual({ moduleId: null, kind: 'review', minutes: 8 })
    expect(first?.minutes).toBeLessThanOrEqual(30)
  })
})

describe('time goes by', () => {
  test('a session that is done takes its minutes from what is left', async () => {
    const plan = await make()
    const [first] = plan.sessions
    const told = await rig.plans.tell(plan.id, { kind: 'session-done', sessionId: first?.id ?? '' })
    expect(told.sessions[0]).toEqual({ ...first, state: 'done' })
    expect(told.feasibility.neededMinutes).toBe(plan.feasibility.neededMinutes - (first?.minutes ?? 0))
    expect(told.revision).toBe(plan.revision + 1)
    await expect(rig.plans.tell(plan.id, { kind: 'session-done', sessionId: first?.id ?? '' })).rejects.toMatchObject({
      code: 'LP_PLAN_SESSION_NOT_FOUND',
    })
  })

  test('a missed session is laid on later days, and stays in the past as it was', async () => {
    const plan = await make()
    const [first] = plan.sessions
    const told = await rig.plans.tell(plan.id, { kind: 'session-missed', sessionId: first?.id ?? '' })
    expect(told.sessions[0]).toEqual({ ...first, state: 'missed' })
    expect(told.feasibility.neededMinutes).toBe(plan.feasibility.neededMinutes)
    expect(told.feasibility.finishDate >= plan.feasibility.finishDate).toBe(true)
  })

  test('days that pass without word are missed when the plan is next read; reading it again changes nothing', async () => {
    const plan = await make()
    rig.clock.advance(3 * DAY_MS)
    const later = await rig.plans.get(plan.id)
    expect(later.sessions.filter(({ state }) => state === 'missed').length).toBe(3)
    expect(later.sessions.filter(({ state }) => state === 'planned').every(({ date }) => date >= '2026-01-08')).toBe(
      true,
    )
    expect(later.changes[0]?.what).toContain('3 sessions passed without word')
    expect(await rig.plans.get(plan.id)).toEqual(later)
    rig.clock.advance(3 * DAY_MS)
    expect(past(await rig.plans.get(plan.id)).startsWith(past(later).slice(0, -1))).toBe(true)
  })

  test('other hours lay the coming sessions anew; dropped modules are skipped', async () => {
    const plan = await make()
    const dropped = moduleOn(plan, 'harpsichord')
    const changed = await rig.plans.update(plan.id, { hoursPerWeek: 5, dropModuleIds: [dropped.id] })
    expect(titles(changed)).not.toContain('Harpsichord')
    expect(changed.skipped.map(({ reason }) => reason)).toContain('Dropped from the plan.')
    expect(changed.feasibility.finishDate < plan.feasibility.finishDate).toBe(true)
    expect(changed.request.hoursPerWeek).toBe(5)
  })

  test('a plan of which all is done is finished', async () => {
    let plan = await make()
    for (const { id } of plan.modules) plan = await rig.plans.tell(plan.id, { kind: 'module-done', moduleId: id })
    expect(plan).toMatchObject({ state: 'finished', feasibility: { neededMinutes: 0 } })
    const [listed] = await rig.plans.list()
    expect(listed).toMatchObject({ state: 'finished', modules: 5, modulesDone: 5 })
  })

  test('planned minutes are told by day for all plans', async () => {
    const plan = await make()
    const days = await rig.plans.plannedMinutes('2026-01-05', '2026-12-31')
    expect([...days.values()].reduce((sum, minutes) => sum + minutes, 0)).toBe(plan.feasibility.neededMinutes)
    await rig.plans.delete(plan.id)
    expect((await rig.plans.plannedMinutes('2026-01-05', '2026-12-31')).size).toBe(0)
    await expect(rig.plans.get(plan.id)).rejects.toMatchObject({ code: 'LP_PLAN_NOT_FOUND' })
  })
})

describe('what is known', () => {
  test('mastered parts shrink, and a module whose concepts are all mastered needs no time', async () => {
    const plan = await make()
    rig.world.master(conceptId('gravity'), 0.97)
    const known = await rig.plans.get(plan.id)
    expect(moduleOn(known, 'gravity')).toMatchObject({ state: 'mastered', minutes: 0 })
    expect(known.feasibility.neededMinutes).toBeLessThan(plan.feasibility.neededMinutes)
    expect(known.changes[0]?.what).toMatch(/^1 concept mastered; \d+ min less to do\.$/)
  })

  test('after a failed quiz the weakest prerequisite is repeated before the next module', async () => {
    const plan = await make()
    for (const word of ['gravity', 'orbit']) {
      await rig.plans.tell(plan.id, { kind: 'module-done', moduleId: moduleOn(plan, word).id })
    }
    rig.world.master(conceptId('gravity'), 0.4)
    rig.world.master(conceptId('orbit'), 0.7)
    const tide = moduleOn(plan, 'tide')
    const quiz = await rig.plans.moduleQuiz(plan.id, tide.id)
    rig.world.answer(quiz.id, 0.3, [conceptId('tide')])
    const failed = await rig.plans.get(plan.id)
    expect(failed.changes[0]?.what).toBe(
      'The quiz of “Tide” was failed with 30 %: “gravity” is repeated first, in “Gravity”.',
    )
    const next = failed.sessions.find(({ state }) => state === 'planned')
    expect(next?.parts[0]?.moduleId).toBe(moduleOn(plan, 'gravity').id)
    expect(moduleOn(failed, 'orbit').state).toBe('done')
    const again = await rig.plans.moduleQuiz(plan.id, tide.id)
    expect(again.id).not.toBe(quiz.id)
    rig.world.answer(again.id, 0.9)
    expect(moduleOn(await rig.plans.get(plan.id), 'tide').quiz.score).toBe(0.9)
  })

  test('a prerequisite that the plan left out becomes a module before the failed one', async () => {
    const plan = await make({ conceptIds: [conceptId('current')], level: 'advanced' })
    const current = moduleOn(plan, 'current')
    const quiz = await rig.plans.moduleQuiz(plan.id, current.id)
    rig.world.answer(quiz.id, 0.2, [conceptId('current')])
    const failed = await rig.plans.get(plan.id)
    expect(titles(failed)).toEqual(['Tide', 'Current'])
    expect(moduleOn(failed, 'current').needs).toEqual([failed.modules[0]?.id])
    expect(failed.changes[0]?.what).toContain('“tide” is learned first, in the new module “Tide”')
  })

  test('the quiz of a module is made once', async () => {
    const plan = await make()
    const { id } = moduleOn(plan, 'tide')
    expect(await rig.plans.moduleQuiz(plan.id, id)).toEqual(await rig.plans.moduleQuiz(plan.id, id))
    await expect(rig.plans.moduleQuiz(plan.id, 'mod_none')).rejects.toMatchObject({ code: 'LP_PLAN_MODULE_NOT_FOUND' })
  })
})

describe('documents change', () => {
  test('a changed document marks its module alone; what is new in it is listed', async () => {
    const plan = await make()
    const read = moduleOn(plan, 'tide')
    await rig.plans.tell(plan.id, { kind: 'reading-done', moduleId: read.id, reading: 0 })
    const sections = [
      { heading: 'News', text: 'Nothing is as it was. ' },
      ...TIDE.sections.slice(0, 1),
      { heading: 'Spring tide', level: 2, text: 'A spring tide is very high. ' },
    ]
    rig.world.change(smallDocument({ ...TIDE, sections }, NAMES))
    const changed = await rig.plans.get(plan.id)
    expect(changed.modules.filter(({ affected }) => affected !== null).map(({ title }) => title)).toEqual(['Tide'])
    expect(moduleOn(changed, 'tide').affected).toBe('Since the plan was made, the text of 1 passage has changed.')
    expect(moduleOn(changed, 'tide').reading[0]?.done).toBe(true)
    expect(moduleOn(changed, 'tide').reading[0]?.passage.text).toContain('The tide is what')
    expect(changed.skipped).toMatchObject([
      { passage: { headingPath: ['News'] }, reason: expect.stringContaining('added') },
    ])
  })

  test('a deleted document leaves its module marked, and none of its words in the store', async () => {
    const plan = await make()
    rig.world.remove(moduleOn(plan, 'harpsichord').reading[0]?.passage.documentId ?? '')
    const left = await rig.plans.get(plan.id)
    const module = left.modules.find(({ id }) => id === moduleOn(plan, 'harpsichord').id)
    expect(module).toMatchObject({ title: 'Removed document', reading: [], minutes: 0 })
    expect(module?.affected).toContain('went with a deleted document')
    expect(module?.concepts.map(({ name }) => name)).toEqual(['removed concept'])
    expect(JSON.stringify(left)).not.toMatch(/harpsichord|music/iu)
    for (const file of storesInFile ? ['plans.db', 'plans.db-wal'] : []) {
      expect(readFileSync(join(folder, file), 'latin1')).not.toMatch(/harpsichord|music|gravity/iu)
    }
  })
})
