import { expect, it, vi } from 'vitest'
import { createInProcessCache } from '../../adapters/system/in-process-cache.ts'
import type { Cache } from '../../ports/cache.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createHybridRig } from './testing/hybrid-rig.ts'
import { createMeaningEmbedder } from './testing/memory-models.ts'
import { textDocument } from './testing/retrieval-rig.ts'

const GARAGE = [
  textDocument('word', 'The car stands in the garage.'),
  textDocument('meaning', 'An automobile needs fuel; every vehicle does.'),
]

/** Two processes with the same library; whatever a model does takes 20 ms. */
async function twoProcesses() {
  const sharedCache = createInProcessCache({ clock: createManualClock(), maxBytes: 1_000_000 })
  const open = async () => {
    const rig = await createHybridRig(GARAGE, createMeaningEmbedder(), sharedCache)
    rig.embedder.before = () => {
      rig.clock.ms += 20
    }
    return rig
  }
  return [await open(), await open()] as const
}

it('answers with what another process has found, without asking the model', async () => {
  const [one, other] = await twoProcesses()
  const first = await one.search('car')
  const second = await other.search('car')
  expect({ ...second, tookMs: 0, stages: {} }).toEqual({ ...first, tookMs: 0, stages: {} })
  expect(second.stages).toEqual({})
  expect(other.embedder.calls).toBe(0)
  expect((await other.search('car')).hits).toEqual(first.hits)
  expect(other.lookUps).toEqual([false, true])
})

it('finds what is new: an answer of before a change is not the answer of after it', async () => {
  const [one, other] = await twoProcesses()
  await one.search('car')
  other.library.publish(textDocument('new', 'A car, a car, a car.'))
  await other.retrieval.catchUp()
  await other.followVectors()
  expect((await other.search('car')).hits.map(({ documentId }) => documentId)).toContain('new')
})

it('takes the vector of another process for another request with the same query', async () => {
  const [one, other] = await twoProcesses()
  const all = await one.search('car')
  const limited = await other.search('car', { limit: 1 })
  expect(limited.hits).toEqual(all.hits.slice(0, 1))
  expect(limited.semantic.used).toBe(true)
  expect(other.embedder.calls).toBe(0)
})

it.each([
  ['keywords answer', createMeaningEmbedder(), 'keyword'],
  ['a table of vectors answers', createMeaningEmbedder('static', ['en'], true), 'auto'],
] as const)('does not ask for, nor share, what %s quicker', async (_, embedder, mode) => {
  const asked = vi.fn<Cache['get']>(async () => await Promise.resolve(null))
  const told = vi.fn<Cache['set']>(async () => await Promise.resolve())
  const rig = await createHybridRig(GARAGE, embedder, { get: asked, set: told })
  // However long it takes on a busy machine.
  embedder.before = () => {
    rig.clock.ms += 20
  }
  expect((await rig.search('car', { mode })).hits.length).toBeGreaterThan(0)
  expect([asked.mock.calls, told.mock.calls]).toEqual([[], []])
})
