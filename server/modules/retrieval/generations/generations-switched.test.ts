import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGenerationsRig, PATIENTLY, untilServed, use, type GenerationsRig } from './testing/generations-rig.ts'

let rig: GenerationsRig

beforeEach(async () => {
  rig = await createGenerationsRig()
})

afterEach(async () => {
  await rig.cleanUp()
})

describe('switching', () => {
  it('answers every search while another model takes over, from one or the other', async () => {
    for (let at = 0; at < 60; at += 1) await rig.publish(`d${at}.txt`, `common words and number${at}`)
    const generations = await rig.serve('first')
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
    const before = await rig.serve('first')
    await before.create(use('second'))
    await untilServed(before, 'second')
    await rig.fixture.library.delete(deleted)
    await before.stop()
    expect(rig.indexes.disk.size).toBe(1)
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations, 'second')
    const [, first] = await generations.list()
    const asked = rig.embeddedBy('first').length
    expect(await generations.activate(first?.id ?? '')).toMatchObject({ state: 'serving', model: 'first' })
    expect(rig.embeddedBy('first')).toHaveLength(asked)
    expect(await rig.nearest(generations, 'apple', 5)).toEqual(['two pears'])
  })

  it('waits in standby when it is not to serve', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await rig.serve('first')
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
    const generations = await rig.serve('first')
    const [first] = await generations.list()
    await generations.create(use('second'))
    await untilServed(generations, 'second')
    expect(await generations.create(use('first'))).toMatchObject({ id: first?.id })
    await untilServed(generations, 'first')
    expect(rig.embeddedBy('first')).toEqual(['one apple'])
    expect(await generations.list()).toHaveLength(2)
  })

  it('serves by keywords alone when asked to, and drops only what does not serve', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await rig.serve('first')
    const [{ id } = { id: '' }] = await generations.list()
    await expect(generations.drop(id)).rejects.toMatchObject({ code: 'LP_GENERATION_STATE' })
    expect(await generations.deactivate(id)).toMatchObject({ state: 'standby' })
    expect(generations.serving()).toBeNull()
    await generations.drop(id)
    expect(await generations.list()).toEqual([])
    expect(await rig.storedRows()).toEqual([])
    expect(rig.indexes.disk.size).toBe(0)
    await expect(generations.activate(id)).rejects.toMatchObject({ code: 'LP_GENERATION_NOT_FOUND' })
  })
})
