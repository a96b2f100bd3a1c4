import type { LearnPathError } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import type { Script } from '../../../ports/language-model.double.ts'
import { createScriptedSource } from '../../language-models/testing/scripted-source.ts'
import type { ModelReading } from '../model-reading.ts'
import { createExtractionFixture, type ExtractionFixtureOptions } from './testing/extraction-fixture.ts'
import { extractNames, passageIn } from './testing/extracting-script.ts'

const paragraph = (subject: string): string =>
  `${subject} uses Mitochondria for its energy, as all of them do. The Golgi apparatus packs what ${subject} makes every day.`
const SUBJECTS = ['Yeast', 'Amoeba', 'Euglena', 'Volvox', 'Hydra', 'Planaria']
const answers: Script = (request) => [extractNames(request)]

let cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  cleanUps = []
})

async function fixtureWith(script: Script, more: Partial<ExtractionFixtureOptions> = {}) {
  const source = createScriptedSource({ scripts: { reader: script, other: answers } })
  const fixture = await createExtractionFixture({ sources: [source], ...more })
  cleanUps.push(fixture.cleanUp)
  return { ...fixture, source, asked: () => source.scripted('reader').requests }
}

const library = async ({ publish }: Pick<Awaited<ReturnType<typeof fixtureWith>>, 'publish'>) =>
  await publish('cells.txt', SUBJECTS.map(paragraph).join('\n\n'))

describe('reading a collection', () => {
  it('says what it takes before it starts, and then reads every passage within that', async () => {
    const fixture = await fixtureWith(answers)
    await library(fixture)
    await fixture.begin()
    const plan = await fixture.extractions.planExtraction({})
    expect(plan).toMatchObject({ model: 'ollama:reader', passages: 6, passagesRead: 0, seconds: null })
    expect(plan.maximumTokens).toBeGreaterThan(plan.promptTokens + plan.completionTokens)
    expect(fixture.asked()).toHaveLength(0)
    await fixture.start({ maximumTokens: plan.maximumTokens })
    const done = await fixture.ended()
    expect(done).toMatchObject({ state: 'done', passagesRead: 6, passagesFailed: 0, passagesLeft: 0, failure: null })
    expect(done.relations).toBe(12)
    expect(done.endedAt).not.toBeNull()
    expect(fixture.reassembled()).toBeGreaterThan(0)
    const [first] = await fixture.readings()
    const reading = JSON.parse(first?.reading_json ?? '') as ModelReading
    expect(reading.mentions.some(({ key }) => key === 'en:mitochondrion')).toBe(true)
    expect(await fixture.extractions.planExtraction({})).toMatchObject({
      passages: 0,
      passagesRead: 6,
      promptTokens: 0,
    })
  })

  it('stops before the call that could exceed the budget', async () => {
    const fixture = await fixtureWith(answers)
    await library(fixture)
    await fixture.begin()
    const { promptTokens, completionTokens, maximumTokens: suffices } = await fixture.extractions.planExtraction({})
    const ofAll = promptTokens + completionTokens
    // The reserve of one call, and what some calls take.
    const maximumTokens = Math.round(suffices - 1.05 * ofAll + ofAll / 6) + 250
    await fixture.start({ maximumTokens })
    const spent = await fixture.ended()
    expect(spent).toMatchObject({ state: 'spent' })
    expect(spent.promptTokens + spent.completionTokens).toBeLessThanOrEqual(maximumTokens)
    expect(spent.passagesRead).toBeGreaterThan(0)
    expect(spent.passagesLeft).toBe(6 - spent.passagesRead)
    await fixture.start({ maximumTokens: 100 })
    expect(await fixture.ended()).toMatchObject({ state: 'spent', passagesRead: 0, promptTokens: 0 })
  })

  it('reads no more passages than was said, and no document that came after the start', async () => {
    const fixture = await fixtureWith(answers)
    await library(fixture)
    await fixture.start({ maximumPassages: 4 })
    await fixture.publish('late.txt', paragraph('Paramecium'))
    await fixture.begin()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 4 })
    await fixture.start()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 3 })
    expect(fixture.asked().filter((request) => passageIn(request).includes('Paramecium'))).toHaveLength(1)
  })

  it('reads equal passages once, for whichever documents have them, and goes on when one is deleted', async () => {
    const fixture = await fixtureWith(answers)
    const first = await library(fixture)
    await fixture.publish('copy.txt', SUBJECTS.map(paragraph).join('\n\n'))
    await fixture.start()
    await fixture.library.delete(first)
    await fixture.begin()
    await fixture.ended()
    expect(fixture.asked()).toHaveLength(6)
    expect(await fixture.readings()).toHaveLength(6)
    await fixture.publish('again.txt', SUBJECTS.map(paragraph).join('\n\n'))
    await fixture.start()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 0, promptTokens: 0 })
    expect(await fixture.readings()).toHaveLength(12)
  })

  it('keeps what each of several models reads', async () => {
    const fixture = await fixtureWith(answers)
    await library(fixture)
    await fixture.begin()
    await fixture.start()
    await fixture.ended()
    await fixture.start({ model: 'ollama:other' })
    expect(await fixture.ended()).toMatchObject({ model: 'ollama:other', state: 'done', passagesRead: 6 })
    expect(new Set((await fixture.readings()).map(({ model }) => model)).size).toBe(2)
  })
})

describe('starting', () => {
  it('takes one at a time of a collection, also of many that start at once', async () => {
    const fixture = await fixtureWith(answers)
    await library(fixture)
    const starts = await Promise.allSettled(Array.from({ length: 8 }, async () => await fixture.start()))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason as LearnPathError] : []))
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['LP_EXTRACTION_RUNNING']))
  })

  it('needs a model that is connected', async () => {
    const fixture = await fixtureWith(answers, { chain: [] })
    await library(fixture)
    await expect(fixture.start()).rejects.toMatchObject({ code: 'LP_EXTRACTION_NO_MODEL' })
    await expect(fixture.start({ model: 'openai:x' })).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_UNKNOWN' })
    expect(await fixture.extractions.planExtraction({})).toMatchObject({ model: null, passages: 0 })
    await expect(fixture.extractions.cancelExtraction('none')).rejects.toMatchObject({
      code: 'LP_EXTRACTION_NOT_FOUND',
    })
  })
})
