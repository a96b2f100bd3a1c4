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
    const before = rig.embeddedBy('first').length
    expect(before).toBeGreaterThan(30)
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations)
    expect(rig.embeddedBy('first')).toHaveLength(200)
    expect(new Set(rig.embeddedBy('first')).size).toBe(200)
    expect(await rig.nearest(generations, 'number150')).toEqual(['number150'])
  })

  it.each(['is gone or damaged', 'is ahead of the store'])(
    'makes an index anew that %s, without the model',
    async (how) => {
      await rig.publish('a.txt', 'one apple')
      await rig.publish('b.txt', 'two pears')
      await (await rig.serve()).stop()
      const [[place, kept] = []] = [...rig.indexes.disk]
      if (how === 'is gone or damaged') rig.indexes.disk.clear()
      else if (place !== undefined && kept !== undefined) rig.indexes.disk.set(place, { ...kept, sequence: 99 })
      const generations = rig.open()
      await generations.start({ build: true })
      await untilServed(generations)
      expect(rig.embeddedBy('first')).toHaveLength(2)
      expect(generations.serving()?.index.entryCount()).toBe(2)
      expect(await rig.nearest(generations, 'pears')).toEqual(['two pears'])
    },
  )

  it('makes the serving index anew on demand while the old one serves', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await rig.serve()
    const old = generations.serving()?.index
    expect(await generations.rebuildIndex()).toEqual({ chunks: 1 })
    expect(generations.serving()?.index).not.toBe(old)
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(rig.embeddedBy('first')).toHaveLength(1)
    await generations.stop()
    const again = rig.open()
    await again.start({ build: true })
    await untilServed(again)
    expect(rig.indexes.disk.size).toBe(1)
  })

  it('makes the index anew without the model in a program that makes no vectors', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await rig.serve()).stop()
    await rig.publish('b.txt', 'two pears')
    const generations = rig.open()
    await generations.start({ build: false })
    expect(await generations.rebuildIndex()).toEqual({ chunks: 1 })
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
  })

  it('makes an index anew that turns out to be damaged while it is used', async () => {
    await rig.publish('a.txt', 'one apple')
    const generations = await rig.serve()
    rig.indexes.damage()
    await expect(rig.nearest(generations, 'apple')).rejects.toMatchObject({ code: 'LP_INDEX_DAMAGED' })
    expect(generations.notServingReason()).toContain('made anew')
    await untilServed(generations)
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(rig.embeddedBy('first')).toHaveLength(1)
  })

  it('searches, but makes no vectors, in a program that answers one question', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await rig.serve()).stop()
    await rig.publish('b.txt', 'two pears')
    const generations = rig.open()
    await generations.start({ build: false })
    expect(await rig.nearest(generations, 'apple')).toEqual(['one apple'])
    expect(await generations.lag()).toBe(1)
    await generations.stop()
    expect(rig.embeddedBy('first')).toEqual(['one apple'])
  })

  it('makes vectors anew beside the serving ones when chunks are cut differently, reusing those of equal chunks', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await rig.serve()).stop()
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
    expect(rig.embeddedBy('first')).toHaveLength(1)
  })

  it('does not compare queries of changed model files with the old vectors', async () => {
    await rig.publish('a.txt', 'one apple')
    await (await rig.serve()).stop()
    rig.embedders.set('first', createHashEmbedder('first@r2:int8'))
    const generations = rig.open()
    await generations.start({ build: true })
    await untilServed(generations)
    expect(rig.embeddedBy('first')).toEqual(['one apple'])
    expect((await generations.list()).map(({ state }) => state)).toEqual(['serving', 'failed'])
  })
})
