import { LearnPathError } from '@learnpath/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHybridRig } from './testing/hybrid-rig.ts'
import { createMeaningEmbedder, embedLibrary } from './testing/memory-models.ts'
import { createRetrievalRig, textDocument } from './testing/retrieval-rig.ts'

const ids = (response: { hits: readonly { documentId: string }[] }): string[] =>
  response.hits.map((hit) => hit.documentId)

const GARAGE = [
  textDocument('word', 'The car stands in the garage.'),
  textDocument('meaning', 'An automobile needs fuel; every vehicle does.'),
  textDocument('other', 'Fresh bread from the bakery.'),
]

afterEach(() => {
  vi.useRealTimers()
})

describe('modes', () => {
  it('auto takes both legs when a model serves, and says so', async () => {
    const rig = await createHybridRig(GARAGE)
    const response = await rig.search('car')
    expect(ids(response).slice(0, 2)).toEqual(['word', 'meaning'])
    expect(response.engine).toBe('hybrid')
    expect(response.semantic).toEqual({ used: true, model: 'meaning', reason: null, lag: 0 })
    expect(Object.keys(response.stages).toSorted()).toEqual(['embed', 'fuse', 'keyword', 'vector'])
    expect(rig.stages.toSorted()).toEqual(['embed', 'fuse', 'keyword', 'vector'])
  })

  it('keyword leaves the model alone', async () => {
    const rig = await createHybridRig(GARAGE)
    const response = await rig.search('car', { mode: 'keyword' })
    expect(ids(response)).toEqual(['word'])
    expect([response.engine, response.semantic.used, response.semantic.reason]).toEqual([
      'keyword',
      false,
      'keywords were asked for',
    ])
    expect(rig.embedder.calls).toBe(0)
  })

  it('vector ranks by cosine alone', async () => {
    const rig = await createHybridRig(GARAGE)
    const response = await rig.search('physician car', { mode: 'vector' })
    expect(response.engine).toBe('vector')
    expect(new Set(ids(response).slice(0, 2))).toEqual(new Set(['word', 'meaning']))
    expect(response.hits[0]?.score).toBeCloseTo(Math.SQRT1_2, 5)
    expect([response.total, response.totalIsExact]).toEqual([3, true])
  })

  it('without a model auto answers by keywords and tells why; the others refuse', async () => {
    const rig = await createRetrievalRig(GARAGE)
    expect((await rig.search('car')).semantic).toMatchObject({ used: false, reason: 'no model serves' })
    for (const mode of ['vector', 'hybrid'] as const) {
      await expect(rig.search('car', { mode })).rejects.toMatchObject({ code: 'LP_MODEL_NONE_ACTIVE' })
    }
  })

  it('tells how many changes the vectors have not seen', async () => {
    const rig = await createHybridRig(GARAGE)
    rig.library.publish(textDocument('new', 'A car again.'))
    const response = await rig.search('car')
    expect(response.semantic.lag).toBe(1)
    expect(ids(response)).toContain('new')
  })
})

describe('both legs together', () => {
  it('counts in the total what has a word and what is only near', async () => {
    const rig = await createHybridRig(GARAGE)
    const { total, totalIsExact, hits } = await rig.search('car')
    // All three are among the nearest; one has the word.
    expect([total, totalIsExact, hits.length]).toEqual([3, true, 3])
  })

  it('explains the place in each leg, and its parts sum to the keyword score', async () => {
    const rig = await createHybridRig(GARAGE)
    const { hits } = await rig.search('car garage', { explain: true })
    const [word, meaning] = hits.map((hit) => hit.explanation)
    expect(word?.legs).toMatchObject({ keyword: { rank: 1 }, vector: { rank: 1 }, fused: { rank: 1 }, rerank: null })
    expect(meaning?.legs).toMatchObject({ keyword: null, vector: { rank: 2 }, fused: { rank: 2 } })
    const parts = [...(word?.terms ?? []), ...(word?.bonuses ?? [])].reduce((sum, { score }) => sum + score, 0)
    expect(parts).toBeCloseTo(word?.legs.keyword?.score ?? 0, 9)
  })

  it('marks in a passage found by meaning only words of the query', async () => {
    const rig = await createHybridRig(GARAGE)
    const { hits } = await rig.search('car fuel', { mode: 'vector' })
    const marked = hits.map((hit) =>
      hit.highlights.map(({ start, end }) => rig.library.fullText(hit.documentId).slice(start, end)),
    )
    expect(Object.fromEntries(hits.map((hit, at) => [hit.documentId, marked[at]]))).toEqual({
      word: ['car'],
      meaning: ['fuel'],
      other: [],
    })
  })

  it('applies filters to both', async () => {
    const rig = await createHybridRig([
      { ...textDocument('a', 'The car.'), collection: 'one' },
      { ...textDocument('b', 'The automobile.'), collection: 'two' },
      { ...textDocument('c', 'The vehicle.'), collection: 'one' },
    ])
    const filters = { collections: ['one'] }
    expect(ids(await rig.search('car', { filters }))).toEqual(['a', 'c'])
    expect(new Set(ids(await rig.search('car', { filters, mode: 'vector' })))).toEqual(new Set(['a', 'c']))
  })

  it('holds phrases and exclusions against what is found by meaning', async () => {
    const rig = await createHybridRig([
      textDocument('phrase', 'A fast car passes.'),
      textDocument('words', 'A car that is fast.'),
      textDocument('near', 'An automobile on the road.'),
      textDocument('excluded', 'An old vehicle.'),
      { ...textDocument('path', 'A vehicle.'), path: 'old/vehicle.txt' },
    ])
    expect(ids(await rig.search('"fast car"'))).toEqual(['phrase'])
    expect(ids(await rig.search('"fast car"', { mode: 'vector' }))).toEqual(['phrase'])
    for (const mode of ['hybrid', 'vector'] as const) {
      const found = ids(await rig.search('car -old', { mode }))
      expect(found).toContain('near')
      expect(found).not.toContain('excluded')
      expect(found).not.toContain('path')
      expect(ids(await rig.search('car -"fast car"', { mode }))).not.toContain('phrase')
    }
  })

  it('gives pages that are the slices of one ranking', async () => {
    const documents = Array.from({ length: 130 }, (_, at) =>
      textDocument(`d${at}`, at % 2 === 0 ? `car ${'word '.repeat(at)}` : `automobile ${'bread '.repeat(at)}`),
    )
    const rig = await createHybridRig(documents)
    const whole = await rig.search('car', { limit: 100 })
    const pages: string[] = []
    for (let offset = 0; offset < 100; offset += 9) {
      const page = await rig.search('car', { limit: Math.min(9, 100 - offset), offset })
      expect(page.total).toBe(whole.total)
      pages.push(...ids(page))
    }
    expect(pages).toEqual(ids(whole))
    expect(new Set(pages).size).toBe(pages.length)
    const scores = whole.hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  })

  it('leaves out what has gone while the vectors still have it', async () => {
    const rig = await createHybridRig(GARAGE)
    rig.library.delete('meaning')
    expect(ids(await rig.search('car'))).not.toContain('meaning')
    expect(ids(await rig.search('car', { mode: 'vector' }))).not.toContain('meaning')
  })
})

describe('languages', () => {
  const german = [
    textDocument('wort', 'Das Auto steht in der Garage und wartet auf den Mechaniker.', 'de'),
    textDocument('nah', 'Die bakery ist geschlossen, und es ist ein Feiertag in der Stadt.', 'de'),
    textDocument('fern', 'Auto fahren ist teuer geworden, und das wird so bleiben in der Stadt.', 'de'),
  ]
  const gapOf = async (languages: readonly string[]): Promise<number> => {
    const rig = await createHybridRig(german, createMeaningEmbedder('meaning', languages))
    const { hits } = await rig.search('Wo ist das Auto und die bread?')
    return hits.find((hit) => hit.documentId === 'nah')?.score ?? 0
  }

  it('gives less weight to a model that was not made for the language of the query', async () => {
    expect(await gapOf(['en'])).toBeLessThan(await gapOf(['en', 'de']))
    expect(await gapOf(['multi'])).toBe(await gapOf(['de']))
  })

  it('puts no passage that is near in a foreign language before one with all the words', async () => {
    const rig = await createHybridRig(german)
    expect(ids(await rig.search('Wo steht das Auto?'))[0]).toBe('wort')
  })
})

describe('when the embedder cannot help', () => {
  it.each(['LP_MODEL_NOT_INSTALLED', 'LP_INFERENCE_REMOTE'] as const)(
    '%s: keywords answer, said and logged once',
    async (code) => {
      const rig = await createHybridRig(GARAGE)
      rig.embedder.before = () => {
        throw new LearnPathError(code)
      }
      const response = await rig.search('car')
      expect(ids(response)).toEqual(['word'])
      expect(response.engine).toBe('keyword')
      expect(response.semantic.used).toBe(false)
      expect(response.semantic.reason).toContain(code)
      await rig.search('garage')
      expect(rig.warnings).toHaveLength(1)
    },
  )

  it('is asked again with the next search, and its answers are used again', async () => {
    const rig = await createHybridRig(GARAGE)
    rig.embedder.before = () => {
      throw new LearnPathError('LP_INFERENCE_REMOTE')
    }
    await rig.search('car')
    rig.embedder.before = () => undefined
    expect((await rig.search('car')).engine).toBe('hybrid')
  })

  it('is not waited for longer than its time, and serves the next search once it is loaded', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const rig = await createHybridRig(GARAGE)
    let loaded = (): void => undefined
    const loading = new Promise<void>((resolve) => {
      loaded = resolve
    })
    rig.embedder.before = async () => {
      await loading
    }
    const first = rig.search('car')
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await first).semantic).toMatchObject({ used: false, reason: expect.stringContaining('3 s') as unknown })
    loaded()
    await vi.advanceTimersByTimeAsync(0)
    expect((await rig.search('car')).semantic.used).toBe(true)
    expect(rig.embedder.calls).toBe(1)
  })

  it('knows none of the words: keywords answer', async () => {
    const rig = await createHybridRig(GARAGE)
    expect((await rig.search('garage')).semantic).toMatchObject({
      used: false,
      reason: 'the model knows none of the words',
    })
  })
})

describe('remembered answers', () => {
  it('embed a query once for all its pages', async () => {
    const rig = await createHybridRig(GARAGE)
    await rig.search('car', { limit: 1 })
    await rig.search('car', { limit: 1, offset: 1 })
    expect(rig.embedder.calls).toBe(1)
  })

  it('are not served after a change of the vectors', async () => {
    const rig = await createHybridRig(GARAGE)
    rig.library.publish(textDocument('late', 'A medic.'))
    const before = await rig.search('doctor')
    expect(ids(before)).not.toContain('late')
    await rig.followVectors()
    const after = await rig.search('doctor')
    expect(ids(after)).toContain('late')
    expect(after.semantic.lag).toBe(0)
  })

  it('are not served after a switch of the generation, and are again after the way back', async () => {
    const rig = await createHybridRig(GARAGE)
    const first = rig.models.serving()
    const before = await rig.search('car')
    const next = createMeaningEmbedder('other')
    rig.models.serve({ id: 'second', embedder: next, index: await embedLibrary(rig.library, next) })
    const switched = await rig.search('car')
    expect(switched.semantic.model).toBe('other')
    rig.models.serve(null)
    expect((await rig.search('car')).engine).toBe('keyword')
    if (first !== null) rig.models.serve({ ...first, id: 'first' })
    expect(await rig.search('car')).toEqual({ ...before, stages: {} })
    expect(rig.lookUps).toEqual([false, false, false, true])
  })

  it('do not hold an answer that a model was missing in', async () => {
    const rig = await createHybridRig(GARAGE)
    rig.embedder.before = () => {
      throw new LearnPathError('LP_INFERENCE_BUSY')
    }
    await rig.search('car')
    await rig.search('car')
    expect(rig.lookUps).toEqual([false, false])
  })
})

describe('diversity', () => {
  const documents = [
    textDocument('first', 'The car, the car: an automobile.'),
    textDocument('same', 'The car: an automobile.'),
    textDocument('different', 'The car by the sea.'),
  ]

  it('puts what repeats an earlier hit behind what differs, by vectors', async () => {
    const rig = await createHybridRig(documents)
    expect(ids(await rig.search('car'))).toEqual(['first', 'same', 'different'])
    expect(ids(await rig.search('car', { diversity: 0.7 }))).toEqual(['first', 'different', 'same'])
  })

  it('goes by words where no vectors serve', async () => {
    const rig = await createRetrievalRig(documents)
    expect(ids(await rig.search('car', { diversity: 0.7 }))).toEqual(['first', 'different', 'same'])
  })
})

describe('the same library', () => {
  it('gives byte-identical answers', async () => {
    const answer = async (): Promise<string> => {
      const rig = await createHybridRig(GARAGE)
      return JSON.stringify(await rig.search('car fuel', { explain: true, diversity: 0.3 }))
    }
    expect(await answer()).toBe(await answer())
  })
})
