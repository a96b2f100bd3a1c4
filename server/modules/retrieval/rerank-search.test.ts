import { LearnPathError } from '@learnpath/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHybridRig, type HybridRig } from './testing/hybrid-rig.ts'
import { createScriptedReranker, type ScriptedReranker } from './testing/memory-models.ts'
import { textDocument } from './testing/retrieval-rig.ts'

const ids = (response: { hits: readonly { documentId: string }[] }): string[] =>
  response.hits.map((hit) => hit.documentId)

/** The higher its number, the shorter the passage and the better its keyword score. */
const documents = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    textDocument(`d${String(at).padStart(2, '0')}`, `car number${at} ${'word '.repeat(count - at)}`),
  )

const numberIn = (text: string): number => Number(/number(\d+)/u.exec(text)?.[1] ?? -1)

async function openRig(count: number, reranker: ScriptedReranker): Promise<HybridRig> {
  const rig = await createHybridRig(documents(count))
  rig.models.useReranker(reranker)
  return rig
}

/** A reranker that takes `perText` ms for each text, by the rig's clock. */
function slow(rig: HybridRig, reranker: ScriptedReranker, perText: number): void {
  reranker.before = (texts) => {
    rig.clock.ms += perText * texts.length
  }
}

const SEARCH = { mode: 'keyword' as const, rerank: { budgetMs: 1000 } }

afterEach(() => {
  vi.useRealTimers()
})

describe('reranking', () => {
  it('puts first what the reranker likes, and tells what it did', async () => {
    const reranker = createScriptedReranker((text) => (numberIn(text) === 3 ? 5 : -5))
    const rig = await openRig(12, reranker)
    const before = await rig.search('car', { mode: 'keyword' })
    const after = await rig.search('car', { ...SEARCH, explain: true })
    expect(ids(before)[0]).not.toBe('d03')
    expect(ids(after)[0]).toBe('d03')
    // What it likes equally little keeps its order.
    expect(ids(after).slice(1)).toEqual(
      ids(before)
        .filter((id) => id !== 'd03')
        .slice(0, 9),
    )
    expect(after.reranked).toMatchObject({
      model: 'scripted',
      candidates: 12,
      scored: 12,
      ended: 'complete',
      reason: null,
    })
    expect(after.hits[0]?.explanation?.legs).toMatchObject({
      rerank: { rank: 1, score: 5 },
      keyword: { score: expect.any(Number) as unknown },
    })
    const scores = after.hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  })

  it('reads a window of a long passage, around the words that are asked for', async () => {
    const reranker = createScriptedReranker(() => 0)
    const filler = 'Nothing of the kind is said in this sentence about other things. '.repeat(20)
    const rig = await createHybridRig([
      textDocument('long', `${filler}A sentence with the wanted engine of a car. ${filler}`),
      textDocument('short', 'A car.'),
    ])
    rig.models.useReranker(reranker)
    await rig.search('engine car', SEARCH)
    const texts = reranker.batches.slice(1).flat()
    expect(texts).toHaveLength(2)
    const window = texts.find((text) => text.includes('wanted'))
    expect(window).toContain('A sentence with the wanted engine of a car.')
    expect(window?.length).toBeLessThanOrEqual(480)
  })

  it('scores in small batches, short texts first in each block of the best', async () => {
    const reranker = createScriptedReranker((text) => numberIn(text) / 10)
    const rig = await openRig(12, reranker)
    await rig.search('car', SEARCH)
    // The first batch is the question itself, which loads the model.
    const batches = reranker.batches.slice(1)
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(4)
    const [first = [], second = []] = batches
    const lengths = [...first, ...second].map((text) => text.length)
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other))
    // The best block comes before the rest, whatever the lengths.
    expect(Math.min(...[...first, ...second].map(numberIn))).toBeGreaterThan(
      Math.max(...batches.slice(2).flat().map(numberIn)),
    )
  })

  it('remembers scores by query and text, and forgets them with another model', async () => {
    const reranker = createScriptedReranker((text) => numberIn(text))
    const rig = await openRig(6, reranker)
    await rig.search('car', SEARCH)
    const asked = reranker.batches.length
    // Another page is another answer of the same scores.
    await rig.search('car', { ...SEARCH, limit: 3 })
    expect(reranker.batches).toHaveLength(asked)
    const other = createScriptedReranker((text) => -numberIn(text), 'other')
    rig.models.useReranker(other)
    const turned = await rig.search('car', SEARCH)
    expect(turned.reranked?.model).toBe('other')
    expect(other.batches.flat().length).toBeGreaterThan(6)
  })

  it('refuses when no reranker was chosen', async () => {
    const rig = await createHybridRig(documents(3))
    await expect(rig.search('car', SEARCH)).rejects.toMatchObject({ code: 'LP_MODEL_NONE_ACTIVE' })
  })

  it('keeps the order when the model fails, and says and logs it', async () => {
    const reranker = createScriptedReranker(() => 1)
    const rig = await openRig(6, reranker)
    reranker.before = () => {
      throw new LearnPathError('LP_INFERENCE_REMOTE')
    }
    const plain = await rig.search('car', { mode: 'keyword' })
    const failed = await rig.search('car', SEARCH)
    expect(ids(failed)).toEqual(ids(plain))
    expect(failed.reranked).toMatchObject({ ended: 'failed', scored: 0 })
    expect(failed.reranked?.reason).toContain('LP_INFERENCE_REMOTE')
    expect(rig.warnings).toHaveLength(1)
  })
})

describe('the budget', () => {
  it('fills the time and ends before what would not be done in it; loading does not count', async () => {
    const reranker = createScriptedReranker(() => -3)
    const rig = await openRig(30, reranker)
    slow(rig, reranker, 20)
    const response = await rig.search('car', { ...SEARCH, rerank: { budgetMs: 200 } })
    // A block of eight takes 160 ms; of the next one, two still fit.
    expect(response.reranked).toMatchObject({ scored: 10, tookMs: 200, ended: 'budget' })
    expect(response.stages['load']).toBe(20)
    expect(response.hits).toHaveLength(10)
  })

  it('takes as many candidates as the measured speed allows', async () => {
    const reranker = createScriptedReranker(() => 0)
    const rig = await openRig(60, reranker)
    slow(rig, reranker, 10)
    await rig.search('car', SEARCH)
    const narrow = await rig.search('number7 car', { ...SEARCH, rerank: { budgetMs: 120 } })
    expect(narrow.reranked?.candidates).toBe(12)
    const wide = await rig.search('number8 car', { ...SEARCH, rerank: { budgetMs: 60_000 } })
    expect(wide.reranked?.candidates).toBe(50)
  })

  it('reads less of each passage when the budget would suffice for few long ones', async () => {
    const reranker = createScriptedReranker(() => 0)
    const rig = await createHybridRig([textDocument('long', `${'A sentence without it. '.repeat(60)}Here is the car.`)])
    rig.models.useReranker(reranker)
    slow(rig, reranker, 20)
    await rig.search('car', SEARCH)
    await rig.search('the car', { ...SEARCH, rerank: { budgetMs: 100 } })
    const [long = '', short = ''] = reranker.batches.slice(1).flat()
    expect(long.length).toBeGreaterThan(300)
    expect(short.length).toBeLessThanOrEqual(200)
    expect(short).toContain('Here is the car.')
  })

  it('cuts off a batch that takes longer than it was expected to', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const reranker = createScriptedReranker(() => 1)
    const rig = await openRig(10, reranker)
    await rig.search('car', SEARCH)
    reranker.before = async () => {
      await new Promise(() => undefined)
    }
    const plain = ids(await rig.search('number3 car', { mode: 'keyword' }))
    const hanging = rig.search('number3 car', { ...SEARCH, rerank: { budgetMs: 100 } })
    await vi.advanceTimersByTimeAsync(100)
    const response = await hanging
    expect(response.reranked).toMatchObject({ scored: 0, ended: 'budget' })
    expect(ids(response)).toEqual(plain)
  })

  it('does not wait for ever for the model to load', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const reranker = createScriptedReranker(() => 1)
    const rig = await openRig(10, reranker)
    reranker.before = async () => {
      await new Promise(() => undefined)
    }
    const searching = rig.search('car', SEARCH)
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await searching).reranked).toMatchObject({ ended: 'failed', reason: 'the model is still being loaded' })
  })

  it('is not the last word: what ran out of time goes on with the next search', async () => {
    const reranker = createScriptedReranker((text) => (numberIn(text) === 20 ? 9 : -9))
    const rig = await openRig(30, reranker)
    slow(rig, reranker, 20)
    const budget = { ...SEARCH, rerank: { budgetMs: 400 } }
    const scored: number[] = []
    for (let round = 0; round < 3; round += 1) scored.push((await rig.search('car', budget)).reranked?.scored ?? 0)
    expect(scored.at(-1)).toBe(20)
    expect(scored).toEqual(scored.toSorted((one, other) => one - other))
  })
})

describe('settling', () => {
  it('ends when the first ranks stay and nothing that follows can overtake', async () => {
    const reranker = createScriptedReranker((text) => (numberIn(text) >= 33 ? 8 : -8))
    const rig = await openRig(40, reranker)
    await rig.search('number1 car', SEARCH)
    slow(rig, reranker, 0)
    const response = await rig.search('car', { ...SEARCH, rerank: { budgetMs: 60_000 } })
    expect(response.reranked?.ended).toBe('settled')
    expect(response.reranked?.scored).toBe(16)
  })

  it('goes on while the next could be as good as the last ones', async () => {
    const reranker = createScriptedReranker((text) => 2 - numberIn(text) / 4)
    const rig = await openRig(20, reranker)
    const response = await rig.search('car', { ...SEARCH, rerank: { budgetMs: 60_000 } })
    expect(response.reranked).toMatchObject({ ended: 'complete', scored: 20 })
  })
})
