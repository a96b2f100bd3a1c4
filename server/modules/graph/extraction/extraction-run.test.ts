import { LearnPathError } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import type { Script } from '../../../ports/language-model.double.ts'
import type { LanguageModelSource } from '../../../ports/language-model.ts'
import { createScriptedSource } from '../../language-models/testing/scripted-source.ts'
import { createExtractionFixture, type ExtractionFixture } from './testing/extraction-fixture.ts'
import { extractNames } from './testing/extracting-script.ts'

const SUBJECTS = ['Yeast', 'Amoeba', 'Euglena', 'Volvox', 'Hydra', 'Planaria', 'Rotifer', 'Tardigrade']
const TEXT = SUBJECTS.map(
  (subject) =>
    `${subject} uses Mitochondria for its energy, as all of them do. The Golgi apparatus packs for ${subject}.`,
).join('\n\n')

let cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  cleanUps = []
})

/** A source whose model never ends the call of that number, as if the program were killed in the middle of it. */
function hangingAt(call: number): { readonly source: LanguageModelSource; readonly calls: () => number } {
  let calls = 0
  const scripted = createScriptedSource({ scripts: { reader: (request) => [extractNames(request)] } })
  const source: LanguageModelSource = {
    ...scripted,
    model: (name) => ({
      ...scripted.model(name),
      async generate(request) {
        calls += 1
        if (calls !== call) return await scripted.model(name).generate(request)
        return await new Promise((_, reject) => {
          request.signal?.addEventListener('abort', () => reject(request.signal?.reason as Error))
        })
      },
    }),
  }
  return { source, calls: () => calls }
}

async function fixtureWith(source: LanguageModelSource, library?: ExtractionFixture) {
  const fixture = await createExtractionFixture({ sources: [source], ...(library === undefined ? {} : { library }) })
  if (library === undefined) cleanUps.push(fixture.cleanUp)
  else cleanUps.push(fixture.stop)
  return fixture
}

const scripted = (script: Script) => createScriptedSource({ scripts: { reader: script } })

describe('an extraction', () => {
  it('goes on after a kill where it was, and counts the call that was lost as spent', async () => {
    const { source } = hangingAt(4)
    const killed = await fixtureWith(source)
    await killed.publish('cells.txt', TEXT)
    await killed.begin()
    await killed.start()
    const before = await killed.until(({ passagesRead }) => passagesRead === 3)
    const reserved = await killed.store.db.selectFrom('graph_extractions').select('reserved_tokens').executeTakeFirst()
    expect(reserved?.reserved_tokens).toBeGreaterThan(1000)

    const again = scripted((request) => [extractNames(request)])
    const next = await fixtureWith(again, killed)
    await next.begin()
    const done = await next.ended()
    expect(done).toMatchObject({ id: before.id, state: 'done', passagesRead: 8 })
    expect(again.scripted('reader').requests).toHaveLength(5)
    expect(done.promptTokens).toBe(8 * 100 + (reserved?.reserved_tokens ?? 0))
  })

  it('is parked at shutdown and goes on at the next start', async () => {
    const { source } = hangingAt(3)
    const stopped = await fixtureWith(source)
    await stopped.publish('cells.txt', TEXT)
    await stopped.begin()
    await stopped.start()
    await stopped.until(({ passagesRead }) => passagesRead === 2)
    await stopped.stop()
    expect((await stopped.extractions.extractions()).extractions[0]).toMatchObject({ state: 'running' })
    const next = await fixtureWith(
      scripted((request) => [extractNames(request)]),
      stopped,
    )
    await next.begin()
    expect(await next.ended()).toMatchObject({ state: 'done', passagesRead: 8 })
  })

  it('keeps what it has read when it is cancelled, and leaves the call at once', async () => {
    const { source, calls } = hangingAt(3)
    const fixture = await fixtureWith(source)
    await fixture.publish('cells.txt', TEXT)
    await fixture.begin()
    const { id } = await fixture.start()
    await fixture.until(({ passagesRead }) => passagesRead === 2)
    while (calls() < 3) await new Promise((resolve) => setTimeout(resolve, 2))
    expect(await fixture.extractions.cancelExtraction(id)).toMatchObject({ state: 'cancelled', passagesRead: 2 })
    await fixture.jobQueue.idle()
    expect(await fixture.readings()).toHaveLength(2)
    expect(fixture.reassembled()).toBeGreaterThan(0)
    await fixture.start()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 6 })
  })

  it('waits while its model cannot be reached, says why, and goes on when it is back', async () => {
    let away = true
    const source = scripted((request, call) =>
      away && call > 2 ? new LearnPathError('LP_LANGUAGE_MODEL_UNREACHABLE') : [extractNames(request)],
    )
    const fixture = await fixtureWith(source)
    await fixture.publish('cells.txt', TEXT)
    await fixture.begin()
    await fixture.start()
    const paused = await fixture.until(({ state }) => state === 'paused')
    expect(paused).toMatchObject({ passagesRead: 2, passagesFailed: 0, promptTokens: 200 })
    expect(paused.failure).not.toBeNull()
    await expect(fixture.start()).rejects.toMatchObject({ code: 'LP_EXTRACTION_RUNNING' })
    fixture.wait(400_000)
    await fixture.until(({ state }) => state === 'paused')
    away = false
    fixture.wait(400_000)
    const done = await fixture.until(({ state }) => {
      fixture.wait(400_000)
      return state === 'done'
    })
    expect(done).toMatchObject({ passagesRead: 8, passagesFailed: 0, failure: null })
  })

  it('asks once more when an answer is no JSON, and leaves single passages that stay without one', async () => {
    const source = scripted((request, call) =>
      request.messages.some(({ content }) => content.includes('Hydra uses'))
        ? ['I would rather talk.']
        : [call % 2 === 1 && request.messages.length === 2 ? 'nonsense' : extractNames(request)],
    )
    const fixture = await fixtureWith(source)
    await fixture.publish('cells.txt', TEXT)
    await fixture.begin()
    await fixture.start()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 7, passagesFailed: 1 })
    expect((await fixture.readings()).filter(({ reading_json: json }) => json === null)).toHaveLength(1)
  })

  it('gives a model up that makes nothing of any passage, and does not take them for read', async () => {
    const fixture = await fixtureWith(scripted(() => ['no']))
    await fixture.publish('cells.txt', TEXT)
    await fixture.begin()
    await fixture.start()
    const failed = await fixture.ended()
    expect(failed).toMatchObject({ state: 'failed', passagesRead: 0 })
    expect(failed.failure).toMatch(/form/u)
    expect(await fixture.readings()).toHaveLength(0)
  })

  it('counts what a model invents, and keeps nothing of it', async () => {
    const invented = {
      entities: [{ name: 'Yeti', type: 'person', description: 'A person of the mountains.' }],
      relations: [{ source: 'Yeti', target: 'Mitochondria', kind: 'uses', description: '', keywords: [], strength: 9 }],
    }
    const fixture = await fixtureWith(scripted(() => [JSON.stringify(invented)]))
    await fixture.publish('cells.txt', TEXT)
    await fixture.begin()
    await fixture.start()
    expect(await fixture.ended()).toMatchObject({ state: 'done', passagesRead: 8, relations: 0, rejected: 16 })
    expect((await fixture.readings()).some(({ reading_json: json }) => (json ?? '').includes('yeti'))).toBe(false)
  })
})
