import { LearnPathError } from '@learnpath/contracts'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGenerationsRig, untilServed, type GenerationsRig } from './testing/generations-rig.ts'
import { createHashEmbedder } from './testing/hash-embedder.ts'

/** A busy machine needs its time; a second is for one that has nothing else to do. */
const PATIENTLY = { timeout: 15_000 }

const use = (model: string, activate = true) => ({ model, activate })

let rig: GenerationsRig

beforeEach(async () => {
  rig = await createGenerationsRig()
})

afterEach(async () => {
  await rig.cleanUp()
})

const embeddedBy = (model: string): readonly string[] => rig.embedders.get(model)?.embedded ?? []

async function storedRows(): Promise<{ generation_id: string; document_id: string }[]> {
  return await rig.fixture.store.db
    .selectFrom('embeddings')
    .select(['generation_id', 'document_id', 'content_hash'])
    .execute()
}

async function serve(model = 'first') {
  const generations = rig.open()
  await generations.start({ build: true })
  await generations.create(use(model))
  await untilServed(generations, model)
  return generations
}

describe('building', () => {
  it('serves once every passage has a vector, and says before why it does not', async () => {
    await rig.publish('a.txt', 'the apple falls\n\nthe pear hangs')
    const generations = rig.open()
    await generations.start({ build: true })
    expect(generations.serving()).toBeNull()
    expect(generations.notServingReason()).toContain('learnpath models use')
    const created = await generations.create(use('first'))
    expect(created).toMatchObject({ state: 'building', model: 'first', precision: 'int8', revision: 'r1' })
    expect(generations.notServingReason()).toContain('of 2 passages')
    await untilServed(generations)
    expect(generations.notServingReason()).toBeNull()
    expect(await rig.nearest(generations, 'pear hangs')).toEqual(['the pear hangs'])
    expect(await generations.list()).toMatchObject([
      { id: created.id, state: 'serving', chunks: { done: 2, total: 2 }, lag: 0, failure: null },
    ])
    expect(rig.fixture.events.findLast((event) => event.type === 'generation-changed')).toMatchObject({
      generation: { state: 'serving' },
    })
  })

  it('serves an empty library at once and follows what comes', async () => {
    const generations = await serve()
    await rig.publish('a.txt', 'the apple falls')
    await untilServed(generations)
    expect(await rig.nearest(generations, 'apple')).toEqual(['the apple falls'])
  })

  it('gives the model only what has no vector yet', async () => {
    const generations = await serve()
    await rig.publish('a.txt', 'one apple\n\ntwo pears')
    await untilServed(generations)
    await rig.publish('a.txt', 'one apple\n\nthree plums')
    await rig.publish('copy.txt', 'three plums')
    await untilServed(generations)
    expect(embeddedBy('first')).toEqual(['one apple', 'two pears', 'three plums'])
    expect(await rig.nearest(generations, 'two pears', 5)).not.toContain('two pears')
    expect(await storedRows()).toHaveLength(3)
  })

  it('does nothing for a document that moves', async () => {
    const generations = await serve()
    const documentId = await rig.publish('a.txt', 'one apple')
    await untilServed(generations)
    await rig.fixture.library.rename(documentId, 'other/b.txt')
    await untilServed(generations)
    expect(embeddedBy('first')).toEqual(['one apple'])
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
  })

  it('keeps nothing of a deleted document, whatever still waits before it', async () => {
    const generations = await serve()
    const documentId = await rig.publish('a.txt', 'one apple')
    await rig.publish('b.txt', 'two pears')
    await untilServed(generations)
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    Object.assign(rig.embedders.get('first') ?? {}, { before: async () => await held })
    await rig.publish('c.txt', 'three plums')
    await rig.fixture.library.delete(documentId)
    await vi.waitFor(() => {
      expect(generations.serving()?.index.entryCount()).toBe(1)
    }, PATIENTLY)
    expect((await storedRows()).map((row) => row.document_id)).not.toContain(documentId)
    await vi.waitFor(() => {
      const [kept] = [...rig.indexes.disk.values()]
      expect(kept?.documents.has(documentId)).toBe(false)
    }, PATIENTLY)
    release()
    await untilServed(generations)
    expect(generations.serving()?.index.entryCount()).toBe(2)
  })
})

describe('switching', () => {
  it('answers every search while another model takes over, from one or the other', async () => {
    for (let at = 0; at < 60; at += 1) await rig.publish(`d${at}.txt`, `common words and number${at}`)
    const generations = await serve('first')
    const served = new Set<string>()
    let switched = false
    const searching = (async () => {
      for (let after = 0; after < 3; after += switched ? 1 : 0) {
        served.add(generations.serving()?.generation.model ?? 'none')
        expect(await rig.nearest(generations, 'number7')).toEqual(['common words and number7'])
        await setImmediate()
      }
    })()
    const old = generations.serving()
    await generations.create(use('second'))
    await untilServed(generations, 'second')
    switched = true
    await searching
    expect([...served].toSorted()).toEqual(['first', 'second'])
    const [vector = new Float32Array()] =
      (await old?.embedder.embed({ texts: ['number7'], instruction: 'query' })) ?? []
    expect(await old?.index.search({ vector, limit: 1 })).toHaveLength(1)
    expect((await generations.list()).map(({ model, state }) => [model, state])).toEqual([
      ['second', 'serving'],
      ['first', 'standby'],
    ])
  })

  it('goes back without the model and without what was deleted meanwhile, also after a restart', async () => {
    const deleted = await rig.publish('a.txt', 'one apple')
    await rig.publish('b.txt', 'two pears')
    const before = await serve('first')
    await before.create(use('second'))
    await untilServed(before, 'second')
    await rig.fixture.library.delete(deleted)
    await before.stop()
    expect(rig.indexes.disk.size).toBe(1)
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations, 'second')
    const [, first] = await generations.list()
    const asked = embeddedBy('first').length
    expect(await generations.activate(first?.id ?? '')).toMatchObject({ state: 'serving', model: 'first' })
    expect(embeddedBy('first')).toHaveLength(asked)
    expect(await rig.nearest(generations, 'apple', 5)).toEqual(['two pears'])
  })

  it('waits in standby when it is not to serve', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve('first')
    const { id } = await generations.create(use('second', false))
    await vi.waitFor(async () => {
      expect(await generations.list()).toMatchObject([
        { state: 'serving' },
        { id, state: 'standby', chunks: { done: 1 } },
      ])
    }, PATIENTLY)
    expect(generations.serving()?.generation.model).toBe('first')
  })

  it('takes the generation that is there when the same is asked for again', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve('first')
    const [first] = await generations.list()
    await generations.create(use('second'))
    await untilServed(generations, 'second')
    expect(await generations.create(use('first'))).toMatchObject({ id: first?.id })
    await untilServed(generations, 'first')
    expect(embeddedBy('first')).toEqual(['one apple'])
    expect(await generations.list()).toHaveLength(2)
  })

  it('serves by keywords alone when asked to, and drops only what does not serve', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve('first')
    const [{ id } = { id: '' }] = await generations.list()
    await expect(generations.drop(id)).rejects.toMatchObject({ code: 'LP_GENERATION_STATE' })
    expect(await generations.deactivate(id)).toMatchObject({ state: 'standby' })
    expect(generations.serving()).toBeNull()
    await generations.drop(id)
    expect(await generations.list()).toEqual([])
    expect(await storedRows()).toEqual([])
    expect(rig.indexes.disk.size).toBe(0)
    await expect(generations.activate(id)).rejects.toMatchObject({ code: 'LP_GENERATION_NOT_FOUND' })
  })
})

describe('starting again', () => {
  it('goes on after a kill without making a vector twice', async () => {
    for (let at = 0; at < 200; at += 1) await rig.publish(`d${at}.txt`, `number${at}`)
    const first = rig.embedders.get('first') ?? createHashEmbedder('none')
    const killed = rig.open()
    let batches = 0
    first.before = async ({ signal }) => {
      batches += 1
      if (batches < 4) return
      await new Promise((_, reject) => signal?.addEventListener('abort', reject))
    }
    await killed.start({ build: true })
    await killed.create(use('first'))
    await vi.waitFor(() => {
      expect(batches).toBe(4)
    }, PATIENTLY)
    rig.indexes.crash()
    first.before = () => undefined
    const before = embeddedBy('first').length
    expect(before).toBeGreaterThan(30)
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations)
    expect(embeddedBy('first')).toHaveLength(200)
    expect(new Set(embeddedBy('first')).size).toBe(200)
    expect(await rig.nearest(generations, 'number150')).toEqual(['number150'])
  })

  it.each(['is gone or damaged', 'is ahead of the store'])(
    'makes an index anew that %s, without the model',
    async (how) => {
      await rig.publish('a.txt', 'one apple')
      await rig.publish('b.txt', 'two pears')
      await (await serve()).stop()
      const [[place, kept] = []] = [...rig.indexes.disk]
      if (how === 'is gone or damaged') rig.indexes.disk.clear()
      else if (place !== undefined && kept !== undefined) rig.indexes.disk.set(place, { ...kept, sequence: 99 })
      const generations = rig.open()
      await generations.start({ build: true })
      await untilServed(generations)
      expect(embeddedBy('first')).toHaveLength(2)
      expect(generations.serving()?.index.entryCount()).toBe(2)
      expect(await rig.nearest(generations, 'pears')).toEqual(['two pears'])
    },
  )

  it('makes the serving index anew on demand while the old one serves', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve()
    const old = generations.serving()?.index
    expect(await generations.rebuildIndex()).toEqual({ chunks: 1 })
    expect(generations.serving()?.index).not.toBe(old)
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(embeddedBy('first')).toHaveLength(1)
    await generations.stop()
    const again = rig.open()
    await again.start({ build: true })
    await untilServed(again)
    expect(rig.indexes.disk.size).toBe(1)
  })

  it('makes the index anew without the model in a program that makes no vectors', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await serve()).stop()
    await rig.publish('b.txt', 'two pears')
    const generations = rig.open()
    await generations.start({ build: false })
    expect(await generations.rebuildIndex()).toEqual({ chunks: 1 })
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
  })

  it('makes an index anew that turns out to be damaged while it is used', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve()
    rig.indexes.damage()
    await expect(rig.nearest(generations, 'apple')).rejects.toMatchObject({ code: 'LP_INDEX_DAMAGED' })
    expect(generations.notServingReason()).toContain('made anew')
    await untilServed(generations)
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(embeddedBy('first')).toHaveLength(1)
  })

  it('searches, but makes no vectors, in a program that answers one question', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await serve()).stop()
    await rig.publish('b.txt', 'two pears')
    const generations = rig.open()
    await generations.start({ build: false })
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(await generations.lag()).toBe(1)
    await generations.stop()
    expect(embeddedBy('first')).toEqual(['one apple'])
  })

  it('makes vectors anew beside the serving ones when chunks are cut differently, reusing those of equal chunks', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await serve()).stop()
    rig.chunkerVersion = '2'
    const generations = rig.open()
    await generations.start({ build: true })
    expect(generations.serving()?.generation.model).toBe('first')
    await vi.waitFor(async () => {
      expect((await generations.list()).map(({ inputVersion, state }) => [inputVersion, state])).toEqual([
        ['1.2', 'serving'],
        ['1.1', 'standby'],
      ])
    }, PATIENTLY)
    expect(embeddedBy('first')).toHaveLength(1)
  })

  it('does not compare queries of changed model files with the old vectors', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await serve()).stop()
    rig.embedders.set('first', createHashEmbedder('first@r2:int8'))
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations)
    expect(embeddedBy('first')).toEqual(['one apple'])
    expect((await generations.list()).map(({ state }) => state)).toEqual(['serving', 'failed'])
  })
})

describe('failures', () => {
  it('leaves out a text that the model cannot process, says so, and tries it again at the next start', async () => {
    const first = rig.embedders.get('first') ?? createHashEmbedder('none')
    first.before = ({ texts }) => {
      if (texts.some((text) => text.includes('poison'))) throw new LearnPathError('LP_INFERENCE_FAILED')
    }
    await rig.publish('a.txt', 'one apple\n\npoison ivy')
    await rig.publish('b.txt', 'two pears')
    const before = await serve()
    expect(before.serving()?.index.entryCount()).toBe(2)
    const [generation] = await before.list()
    expect(generation).toMatchObject({ chunks: { done: 2, total: 3 }, failure: { code: 'LP_INFERENCE_FAILED' } })
    expect(generation?.failure?.message).toContain('1 texts')
    await before.stop()
    first.before = () => undefined
    const generations = rig.open()
    await generations.start({ build: true })
    await vi.waitFor(async () => {
      expect(await rig.nearest(generations, 'poison ivy')).toEqual(['poison ivy'])
    }, PATIENTLY)
    expect(await generations.list()).toMatchObject([{ failure: null }])
  })

  it('goes on by itself after the model was out of order', async () => {
    const first = rig.embedders.get('first') ?? createHashEmbedder('none')
    let calls = 0
    first.before = () => {
      calls += 1
      if (calls < 4) throw new LearnPathError('LP_INFERENCE_REMOTE', { detail: 'no answer' })
    }
    await rig.publish('a.txt', 'one apple')
    const generations = await serve()
    expect(calls).toBeGreaterThanOrEqual(4)
    await vi.waitFor(async () => {
      expect(await generations.list()).toMatchObject([{ failure: null }])
    }, PATIENTLY)
  })

  it('gives up building with a model that cannot be run, and goes on serving', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await serve('first')
    Object.assign(rig.embedders.get('second') ?? {}, {
      before: () => {
        throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: 'broken' })
      },
    })
    await generations.create(use('second'))
    await vi.waitFor(async () => {
      expect(await generations.list()).toMatchObject([
        { model: 'first', state: 'serving' },
        { model: 'second', state: 'failed', failure: { code: 'LP_MODEL_UNUSABLE' } },
      ])
    }, PATIENTLY)
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
  })

  it('names the command when the model is gone, and serves again once it is back', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await serve()).stop()
    const first = rig.embedders.get('first') ?? createHashEmbedder('none')
    rig.embedders.delete('first')
    const generations = rig.open()
    await generations.start({ build: true })
    expect(generations.serving()).toBeNull()
    expect(generations.notServingReason()).toContain('learnpath models pull')
    rig.embedders.set('first', first)
    rig.fixture.eventBus.publish({
      type: 'model-progress',
      jobId: null,
      model: 'first',
      stage: 'ready',
      detail: '',
      done: 1,
      total: 1,
    })
    await untilServed(generations)
    expect(embeddedBy('first')).toHaveLength(1)
  })

  it('refuses to begin without room, and says how much is missing', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = rig.open()
    await generations.start({ build: true })
    rig.free = 1000
    const plan = await generations.plan(use('first'))
    expect(plan).toMatchObject({ model: 'first', precision: 'int8', chunks: 1, freeBytes: 1000 })
    expect(plan.languages).toEqual({ known: ['en'], weak: [] })
    expect(plan.diskBytes).toBeGreaterThan(1000)
    await expect(generations.create(use('first'))).rejects.toMatchObject({ code: 'LP_GENERATION_DISK' })
    expect(await generations.list()).toEqual([])
    await expect(generations.plan(use('unknown'))).rejects.toMatchObject({ code: 'LP_MODEL_UNKNOWN' })
    await expect(generations.plan(use('reorder'))).rejects.toMatchObject({ code: 'LP_MODEL_TASK_WRONG' })
  })
})

describe('reranker', () => {
  it('is remembered until none is chosen', async () => {
    const before = rig.open()
    await before.start({ build: false })
    expect(before.reranker()).toBeNull()
    expect(await before.setReranker({ model: 'reorder' })).toEqual({ model: 'reorder', precision: 'int8' })
    const generations = rig.open()
    await generations.start({ build: false })
    expect(generations.reranker()?.description.modelId).toBe('reorder')
    await generations.setReranker({ model: null })
    expect(generations.reranker()).toBeNull()
    expect(await generations.rerankerChoice()).toEqual({ model: null, precision: null })
  })
})
