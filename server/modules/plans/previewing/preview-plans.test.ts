import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreatePlanRequest, type CreatePlanRequestInput } from '@learnpath/contracts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import { createPlansRig, createPlanStore, type PlansRig } from '../testing/plans-rig.double.ts'
import { smallDocument, smallMaterial, type SmallDocument } from '../testing/small-material.double.ts'

const NAMES = ['gravity', 'orbit', 'tide']
const DOCUMENTS = NAMES.map((name, at): SmallDocument => ({
  path: `${at}-${name}.md`,
  title: name,
  sections: [{ heading: name, text: `The ${name} is what this part explains with care. `.repeat(330) }],
}))

let folder = ''
let store: RelationalStore
let rig: PlansRig
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-previews-'))
  store = await createPlanStore(join(folder, 'plans.db'))
  rig = await createPlansRig(store, smallMaterial(DOCUMENTS, NAMES, [['tide', 'gravity']]))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const requestOf = (request: CreatePlanRequestInput = {}) =>
  CreatePlanRequest.parse({ hoursPerWeek: 2.5, sessionMinutes: 30, ...request })

test('a preview is the plan that creating makes, and nothing is kept', async () => {
  const preview = await rig.plans.preview(requestOf({ deadline: '2026-01-05' }))
  expect(await rig.plans.list()).toEqual([])
  const plan = await rig.plans.create(requestOf({ deadline: '2026-01-05' }))
  expect(preview.feasibility).toEqual(plan.feasibility)
  expect(preview.edges).toEqual(plan.edges)
  expect(preview.modules.map(({ id, title, why, minutes }) => [id, title, why, minutes])).toEqual(
    plan.modules.map(({ id, title, why, minutes }) => [id, title, why, minutes]),
  )
  expect(preview.sessions.map(({ date, parts }) => [date, parts])).toEqual(
    plan.sessions.map(({ date, parts }) => [date, parts]),
  )
  expect(preview.modules[0]).toMatchObject({ role: 'core', begins: '2026-01-05' })
})

test('hours change the days of a preview at once, and a changed library its modules', async () => {
  const slow = await rig.plans.preview(requestOf({ hoursPerWeek: 1 }))
  const fast = await rig.plans.preview(requestOf({ hoursPerWeek: 10 }))
  expect(fast.feasibility.finishDate < slow.feasibility.finishDate).toBe(true)
  rig.world.change(smallDocument({ ...DOCUMENTS[2], path: '2-tide.md', title: 'High water', sections: [] }, NAMES))
  const later = await rig.plans.preview(requestOf({ hoursPerWeek: 10 }))
  expect(later.modules.map(({ title }) => title)).not.toContain('tide')
})

test('modules of a preview can be left out of the plan; their passages are listed as dropped', async () => {
  const { modules } = await rig.plans.preview(requestOf())
  const dropModuleIds = [modules[1]?.id ?? '', 'mod_none']
  const preview = await rig.plans.preview(requestOf({ dropModuleIds }))
  expect(preview.modules).toHaveLength(modules.length - 1)
  expect(preview.skipped.at(-1)).toMatchObject({ code: 'dropped', place: { documentId: expect.any(String) } })
  const plan = await rig.plans.create(requestOf({ dropModuleIds }))
  expect(plan.modules.map(({ id }) => id)).toEqual(preview.modules.map(({ id }) => id))
  const all = modules.map(({ id }) => id)
  await expect(rig.plans.preview(requestOf({ dropModuleIds: all }))).rejects.toMatchObject({ code: 'LP_PLAN_EMPTY' })
})

test('who left before the turn came is not served', async () => {
  const gone = AbortSignal.abort()
  await expect(rig.plans.preview(requestOf(), gone)).rejects.toMatchObject({ code: 'LP_REQUEST_CANCELLED' })
})

test('the outlook of a change is what the change makes of the plan, which stays as it is', async () => {
  const plan = await rig.plans.create(requestOf())
  const change = { hoursPerWeek: 5, dropModuleIds: [plan.modules[0]?.id ?? ''] }
  const { before, after } = await rig.plans.previewChange(plan.id, change)
  expect(before.feasibility).toEqual(plan.feasibility)
  expect(await rig.plans.get(plan.id)).toEqual(plan)
  const changed = await rig.plans.update(plan.id, change)
  expect(after.feasibility).toEqual(changed.feasibility)
  expect(after.sessions).toEqual(changed.sessions)
  expect(after.modules.map(({ id }) => id)).toEqual(changed.modules.map(({ id }) => id))
})

test('a passage that was ticked can be opened again', async () => {
  const plan = await rig.plans.create(requestOf())
  const moduleId = plan.modules[0]?.id ?? ''
  await rig.plans.tell(plan.id, { kind: 'reading-done', moduleId, reading: 0 })
  const open = await rig.plans.tell(plan.id, { kind: 'reading-reopened', moduleId, reading: 0 })
  expect(open.modules).toEqual(plan.modules)
  expect(open.feasibility).toEqual(plan.feasibility)
  expect(open.changes[0]?.fact).toEqual({ kind: 'reading-reopened', module: plan.modules[0]?.title })
})
