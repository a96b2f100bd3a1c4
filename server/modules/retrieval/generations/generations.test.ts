import { LearnPathError } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGenerationsRig, PATIENTLY, untilServed, use, type GenerationsRig } from './testing/generations-rig.ts'
import { createHashEmbedder } from './testing/hash-embedder.ts'

let rig: GenerationsRig

beforeEach(async () => {
  rig = await createGenerationsRig()
})

afterEach(async () => {
  await rig.cleanUp()
})

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
    const generations = await rig.serve()
    await rig.publish('a.txt', 'the apple falls')
    await untilServed(generations)
    expect(await rig.nearest(generations, 'apple')).toEqual(['the apple falls'])
  })

  it('gives the model only what has no vector yet', async () => {
    const generations = await rig.serve()
    await rig.publish('a.txt', 'one apple\n\ntwo pears')
    await untilServed(generations)
    await rig.publish('a.txt', 'one apple\n\nthree plums')
    await rig.publish('copy.txt', 'three plums')
    await untilServed(generations)
    expect(rig.embeddedBy('first')).toEqual(['one apple', 'two pears', 'three plums'])
    expect(await rig.nearest(generations, 'two pears', 5)).not.toContain('two pears')
    expect(await rig.storedRows()).toHaveLength(3)
  })

  it('does nothing for a document that moves', async () => {
    const generations = await rig.serve()
    const documentId = await rig.publish('a.txt', 'one apple')
    await untilServed(generations)
    await rig.fixture.library.rename(documentId, 'other/b.txt')
    await untilServed(generations)
    expect(rig.embeddedBy('first')).toEqual(['one apple'])
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
  })

  it('keeps nothing of a deleted document, whatever still waits before it', async () => {
    const generations = await rig.serve()
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
    expect((await rig.storedRows()).map((row) => row.document_id)).not.toContain(documentId)
    await vi.waitFor(() => {
      const [kept] = [...rig.indexes.disk.values()]
      expect(kept?.documents.has(documentId)).toBe(false)
    }, PATIENTLY)
    release()
    await untilServed(generations)
    expect(generations.serving()?.index.entryCount()).toBe(2)
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
    const before = await rig.serve()
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
    const generations = await rig.serve()
    expect(calls).toBeGreaterThanOrEqual(4)
    await vi.waitFor(async () => {
      expect(await generations.list()).toMatchObject([{ failure: null }])
    }, PATIENTLY)
  })

  it('gives up building with a model that cannot be run, and goes on serving', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await rig.serve('first')
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
    await (await rig.serve()).stop()
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
    expect(rig.embeddedBy('first')).toHaveLength(1)
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
