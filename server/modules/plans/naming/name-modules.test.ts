import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreatePlanRequest, type Plan } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { LanguageModelsApi, ObjectRequest } from '../../language-models/index.ts'
import { createPlansRig, createPlanStore } from '../testing/plans-rig.double.ts'
import { smallMaterial, type SmallDocument } from '../testing/small-material.double.ts'

const about = (word: string): string => `The ${word} pulls the water of the sea with care. `.repeat(12)

/** No heading names all of it. */
const WATERS: SmallDocument = {
  path: '1-waters.md',
  title: 'Notes',
  sections: [
    { heading: 'Tide', text: about('tide') },
    { heading: 'Current', text: about('current') },
  ],
}
const GRAVITY: SmallDocument = {
  path: '2-gravity.md',
  title: 'Gravity',
  sections: [{ heading: 'Gravity', text: about('gravity').repeat(20) }],
}
const MATERIAL = smallMaterial([WATERS, GRAVITY], ['tide', 'current', 'gravity'])

interface Said {
  readonly title: string
  readonly summary: string
}
type Models = Pick<LanguageModelsApi, 'generateObject'>

/** Says the same of every module. */
function saying(said: Said): Models & { readonly asked: ObjectRequest<unknown>[] } {
  const asked: ObjectRequest<unknown>[] = []
  return {
    asked,
    async generateObject(request) {
      asked.push(request)
      const { modules } = JSON.parse(request.messages[1]?.content ?? '') as { modules: { number: number }[] }
      const value = request.schema.parse({ modules: modules.map(({ number }) => ({ number, ...said })) })
      return await Promise.resolve({ value, model: 'ollama:tutor', attempts: 1 })
    },
  }
}

const GOOD = { title: 'Tide and current', summary: 'How the tide and the current pull the water of the sea.' }

let folder = ''
let store: RelationalStore
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-names-'))
  store = await createPlanStore(join(folder, 'plans.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function rigWith(languageModels?: Models, patience = () => new AbortController().signal) {
  await store.db.deleteFrom('documents').execute()
  const rig = await createPlansRig(store, MATERIAL, {
    patience,
    ...(languageModels === undefined ? {} : { languageModels }),
  })
  for (const { documentId: id, path } of MATERIAL.documents) {
    await store.db
      .insertInto('documents')
      .values({
        id,
        path,
        collection_id: MATERIAL.map.collectionId,
        format: 'markdown',
        state: 'ready',
        failure_code: null,
        failure_message: null,
        content_hash: id,
        size_bytes: 1,
        version_id: null,
        added_at: 0,
        changed_at: 0,
        modified_at: null,
        watch_id: null,
        last_outcome: 'added',
      })
      .execute()
  }
  return rig
}

const REQUEST = CreatePlanRequest.parse({ goal: '', hoursPerWeek: 5 })
const titles = ({ modules }: Plan): string[] => modules.map(({ title }) => title)
const withoutId = ({ modules }: Plan) => modules

describe('names of modules', () => {
  it('say in a line what a module is about, and call it where no heading does', async () => {
    const models = saying(GOOD)
    const { plans } = await rigWith(models)
    const plan = await plans.create(REQUEST)
    expect(titles(plan)).toEqual(['Tide and current', 'Gravity'])
    expect(plan.modules[0]).toMatchObject({ summary: GOOD.summary, namedBy: 'ollama:tutor' })
    const asked = models.asked.length
    expect(await plans.get(plan.id)).toEqual(plan)
    expect(models.asked).toHaveLength(asked)
  })

  it.each([
    [
      'words that are not of the text',
      { title: 'The best course ever', summary: 'Everything you ever wanted to know.' },
    ],
    ['a link', { title: 'Tide http://tide.example', summary: 'The tide pulls water, see https://tide.example' }],
    ['a number of its own', { title: 'Tide 2000', summary: 'The tide pulls 2000 waters of the sea.' }],
    ['far too much', { title: 'Tide current '.repeat(9), summary: 'The tide pulls water of the sea. '.repeat(9) }],
  ])('are not taken when they have %s', async (_, said) => {
    const alone = await (await rigWith()).plans.create(REQUEST)
    const { plans } = await rigWith(saying(said))
    expect(withoutId(await plans.create(REQUEST))).toEqual(withoutId(alone))
  })

  it('do not hold up a plan, nor break it, when the model fails or is slow', async () => {
    const alone = await (await rigWith()).plans.create(REQUEST)
    const failing = await rigWith({ generateObject: async () => await Promise.reject(new Error('The tide')) })
    expect(withoutId(await failing.plans.create(REQUEST))).toEqual(withoutId(alone))
    expect(failing.logger.lines).toHaveLength(1)
    expect(JSON.stringify(failing.logger.lines)).not.toContain('tide')
    const end = new AbortController()
    const slow = await rigWith(
      {
        async generateObject() {
          end.abort(new Error('time is up'))
          return await new Promise(() => undefined)
        },
      },
      () => end.signal,
    )
    expect(withoutId(await slow.plans.create(REQUEST))).toEqual(withoutId(alone))
  })

  it('go with the document whose words they have, and stay away while it is another version', async () => {
    const { plans, world } = await rigWith(saying(GOOD))
    const plan = await plans.create(REQUEST)
    const [waters] = MATERIAL.documents
    if (waters === undefined) throw new Error('no document')
    world.change({ ...waters, versionHash: 'another' })
    expect((await plans.get(plan.id)).modules[0]).toMatchObject({ title: 'Notes', summary: null, namedBy: null })
    await store.db.deleteFrom('documents').where('id', '=', waters.documentId).execute()
    const rows = await store.db.selectFrom('plan_module_names').select('document_id').execute()
    expect(rows.some((row) => row.document_id === waters.documentId)).toBe(false)
  })
})
