// A language model reads the documents through the whole product: an imitated Ollama, real connections, the built program, which is killed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Extraction } from '@learnpath/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startImitatedOllama } from '../server/adapters/ollama/testing/imitated-ollama.ts'
import { extractNames } from '../server/modules/graph/extraction/testing/extracting-script.ts'
import type { ImitatedEngine } from '../server/ports/language-engine.double.ts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const SUBJECTS = Array.from({ length: 24 }, (_, number) => `Harbour${String.fromCharCode(65 + number)}`)
const section = (subject: string) =>
  `## ${subject}\n\nThe port of ${subject} signals to Lighthouse Bravo by night, as it has done for more than a hundred years.\n`

let home = ''
let ollama: ImitatedEngine
let product: RunningLearnPath
const start = async () =>
  await startLearnPath({
    home,
    environment: { LEARNPATH_OLLAMA_URL: ollama.url, LEARNPATH_CHAT_MODELS: 'ollama:llama3.2:3b' },
  })
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-graph-extraction-'))
  ollama = await startImitatedOllama({
    models: [{ name: 'llama3.2:3b', thinks: true }],
    script: (request) => ({ text: extractNames(request), beforeFirstMs: 50 }),
  })
  product = await start()
  await product.client.addDocuments({
    files: [{ path: 'harbours.md', bytes: new Blob([SUBJECTS.map(section).join('\n')]) }],
  })
  await settled(product.client)
})
afterAll(async () => {
  await product.stop()
  await ollama.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function latest(): Promise<Extraction | undefined> {
  return (await product.client.call('listExtractions', { query: {} })).extractions[0]
}

test('a model reads within its budget, goes on after a kill, and what it read is in the graph', async () => {
  const plan = await product.client.call('planExtraction', { query: {} })
  expect(plan).toMatchObject({ model: 'ollama:llama3.2:3b', passages: SUBJECTS.length, passagesRead: 0 })
  const body = { maximumTokens: 2 * plan.maximumTokens }
  const { id } = await product.client.call('startExtraction', { body })
  await expect(product.client.call('startExtraction', { body })).rejects.toMatchObject({
    code: 'LP_EXTRACTION_RUNNING',
  })
  await expect.poll(async () => (await latest())?.passagesRead ?? 0, { timeout: 20_000 }).toBeGreaterThan(3)
  await product.stop('SIGKILL')
  product = await start()
  await expect.poll(async () => (await latest())?.state, { timeout: 60_000 }).toBe('done')
  const done = await latest()
  expect(done).toMatchObject({ id, passagesRead: SUBJECTS.length, passagesFailed: 0, passagesLeft: 0 })
  // One passage is read twice at most: the one that the kill met.
  const asked = ollama.requests.filter(({ path, body: sent }) => path === '/api/chat' && sent['format'] !== undefined)
  expect(asked.length).toBeLessThanOrEqual(SUBJECTS.length + 1)
  expect(asked.every(({ body: sent }) => sent['think'] === false)).toBe(true)
  const relations = async () => (await product.client.call('graphStatus', { query: {} })).byOrigin.model ?? 0
  await expect.poll(relations, { timeout: 30_000 }).toBe(SUBJECTS.length)
  const again = await product.client.call('planExtraction', { query: {} })
  expect(again).toMatchObject({ passages: 0, passagesRead: SUBJECTS.length })
  expect(again.seconds).toBe(0)
})
