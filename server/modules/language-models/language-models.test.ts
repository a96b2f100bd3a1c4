import { afterEach, expect, test } from 'vitest'
import { LearnPathError } from '@learnpath/contracts'
import { openTestStore } from '../../adapters/testing/open-test-store.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createLanguageModels, type LanguageModelsDependencies } from './language-models.ts'
import { createScriptedSource } from './testing/scripted-source.ts'

const closings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

async function open(options: Partial<LanguageModelsDependencies> = {}) {
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const store = options.store ?? (await newStore())
  const source = createScriptedSource({ scripts: { small: () => ['yes'], large: () => ['oh', ' yes'] } })
  const metrics = createRecordingMetrics()
  const languageModels = createLanguageModels({
    sources: [source],
    settingsChain: [],
    clock,
    logger,
    metrics,
    ...options,
    store,
  })
  closings.push(async () => await languageModels.stop())
  return { languageModels, source, logger, metrics, store }
}

async function newStore() {
  const logger = createRecordingLogger()
  const store = await openTestStore({ file: ':memory:', clock: createManualClock(), logger })
  closings.unshift(async () => await store.close())
  return store
}

const ids = async (models: ReturnType<typeof createLanguageModels>) =>
  (await models.chain()).map(({ description }) => description.id)

test('nobody answers until somebody is chosen; a choice goes before the settings, and outlives a start', async () => {
  const { languageModels, store } = await open({ settingsChain: ['ollama:small'] })
  expect(await languageModels.list()).toMatchObject({ chain: ['ollama:small', 'extractive'], chosenBy: 'settings' })
  const chosen = await languageModels.choose(['ollama:large', 'extractive', 'ollama:small', 'ollama:large'])
  expect(chosen).toMatchObject({ chain: ['ollama:large', 'ollama:small', 'extractive'], chosenBy: 'person' })
  const again = await open({ store })
  expect(await ids(again.languageModels)).toEqual(['ollama:large', 'ollama:small'])
  expect(await again.languageModels.choose([])).toMatchObject({ chain: ['extractive'], chosenBy: 'person' })
  expect(await ids(again.languageModels)).toEqual([])
  expect(await again.languageModels.choose(null)).toMatchObject({ chain: ['extractive'], chosenBy: 'nobody' })
})

test('what is no model, or of an engine that is not connected, cannot be chosen', async () => {
  const { languageModels } = await open()
  for (const id of ['small', 'ollama:', 'openai:gpt', 'tulips:small']) {
    await expect(languageModels.choose([id])).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_UNKNOWN' })
  }
  expect(await languageModels.list()).toMatchObject({ chosenBy: 'nobody' })
})

test('a choice of an engine that was connected before is passed over, with a word in the log', async () => {
  const { languageModels, logger } = await open({ settingsChain: ['gguf:gone.gguf', 'ollama:small'] })
  expect(await ids(languageModels)).toEqual(['ollama:small'])
  expect(logger.lines).toContainEqual(expect.objectContaining({ level: 'warn' }))
})

test('a name may hold colons', async () => {
  const { languageModels } = await open()
  expect(languageModels.get('ollama:llama3.2:3b').description.name).toBe('llama3.2:3b')
  expect(languageModels.get('ollama:small')).toBe(languageModels.get('ollama:small'))
})

test('lists what is connected with what is in memory; an engine that is not there is told with the reason', async () => {
  const up = createScriptedSource({ scripts: { small: () => ['yes'] } })
  const down = createScriptedSource({ engine: 'openai', scripts: {}, failure: 'LP_LANGUAGE_MODEL_UNREACHABLE' })
  const { languageModels } = await open({ sources: [up, down] })
  const { models, sources } = await languageModels.load('ollama:small')
  expect(models).toEqual([
    expect.objectContaining({
      id: 'ollama:small',
      parameters: '3B',
      loaded: { sizeBytes: 1000, vramBytes: null, contextTokens: 4096, expiresAt: null },
    }),
  ])
  expect(sources).toMatchObject([
    { engine: 'ollama', failure: null },
    { engine: 'openai', failure: { code: 'LP_LANGUAGE_MODEL_UNREACHABLE' } },
  ])
  expect((await languageModels.unload('ollama:small')).models[0]?.loaded).toBeNull()
})

test('the first of the chain is loaded at the start and after a choice, and a failure is only logged', async () => {
  const { languageModels, source } = await open({ settingsChain: ['ollama:small', 'ollama:large'] })
  await languageModels.start()
  await expect.poll(() => source.loads).toEqual(['small'])
  await languageModels.choose(['ollama:large'])
  await expect.poll(() => source.loads).toEqual(['small', 'large'])

  const down = createScriptedSource({ scripts: {}, failure: 'LP_LANGUAGE_MODEL_UNREACHABLE' })
  const other = await open({ sources: [down], settingsChain: ['ollama:small'] })
  await other.languageModels.start()
  await expect
    .poll(() => other.logger.lines)
    .toContainEqual(expect.objectContaining({ level: 'warn', message: expect.stringContaining('not loaded') }))
})

test('every generation is counted with how it ended', async () => {
  const leaving = new AbortController()
  const failing = createScriptedSource({
    scripts: {
      good: () => ['yes'],
      bad: () => new LearnPathError('LP_LANGUAGE_MODEL_BUSY'),
    },
  })
  const { languageModels, metrics } = await open({ sources: [failing] })
  const request = { messages: [], maximumTokens: 10, temperature: 0, seed: 1 }
  await languageModels.get('ollama:good').generate(request)
  await expect(languageModels.get('ollama:bad').generate(request)).rejects.toMatchObject({
    code: 'LP_LANGUAGE_MODEL_BUSY',
  })
  const left = languageModels
    .get('ollama:good')
    .generate({ ...request, signal: leaving.signal, onText: () => leaving.abort() })
  await expect(left).rejects.toMatchObject({ name: 'AbortError' })
  expect(metrics.records.filter(({ name }) => name === 'languageModelEnded').map(({ labels }) => labels)).toEqual([
    { engine: 'ollama', outcome: 'stop' },
    { engine: 'ollama', outcome: 'failed' },
    { engine: 'ollama', outcome: 'cancelled' },
  ])
})
