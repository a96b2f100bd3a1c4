import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ENDPOINTS, type Extraction, type ExtractionList } from '@learnpath/contracts'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acquireHomeLock, type HomeLock } from '../../server/adapters/sqlite/home-lock.ts'
import { createEdge, type Edge } from '../../server/http/edge.ts'
import type { GraphApi } from '../../server/modules/graph/graph-api.ts'
import { mountGraphRoutes } from '../../server/modules/graph/graph.routes.ts'
import {
  createExtractionFixture,
  type ExtractionFixture,
} from '../../server/modules/graph/extraction/testing/extraction-fixture.ts'
import { extractNames } from '../../server/modules/graph/extraction/testing/extracting-script.ts'
import { createScriptedSource } from '../../server/modules/language-models/testing/scripted-source.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import { runWith } from './command-maker.ts'
import { addExtractionCommands } from './graph-extraction-commands.ts'

const TEXT = ['Yeast', 'Amoeba', 'Volvox']
  .map((subject) => `${subject} uses Mitochondria for its energy, as all of them do on every single day.`)
  .join('\n\n')

let fixture: ExtractionFixture
let server: Server
let lock: HomeLock
let printed = ''
let noted = ''
beforeEach(async () => {
  const source = createScriptedSource({ scripts: { reader: (request) => [extractNames(request)] } })
  fixture = await createExtractionFixture({ sources: [source] })
  await fixture.publish('cells.txt', TEXT)
  const { clock, idSource, logger } = fixture
  const metrics = createRecordingMetrics()
  const edge = createEdge({ clock, idSource, logger, metrics, requestTimeoutMs: 10_000, maxConcurrentRequests: 20 })
  mountGraphRoutes(edge, { graph: fixture.extractions as unknown as GraphApi })
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId: 'run_1', checks: { process: 'ok' } }))
  server = createServer((incoming, response) => void answer(edge, incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const identity = { pid: process.pid, instanceId: 'run_1', startedAt: '2026-01-01T00:00:00.000Z' }
  lock = acquireHomeLock(fixture.folder, { ...identity, url: null })
  lock.announce({ ...identity, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  vi.stubEnv('LEARNPATH_HOME', fixture.folder)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    noted += String(chunk)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
  lock.release()
  await fixture.cleanUp()
})

async function answer(edge: Edge, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const request = new Request(`http://${incoming.headers.host ?? ''}${incoming.url ?? ''}`, {
    method: incoming.method ?? 'GET',
    headers: { 'content-type': incoming.headers['content-type'] ?? 'application/json' },
    ...(body.length > 0 ? { body } : {}),
  })
  const result = await edge.fetch(request)
  response.writeHead(result.status, Object.fromEntries(result.headers))
  response.end(Buffer.from(await result.arrayBuffer()))
}

/** What the command prints as its result. */
async function learnpath(words: readonly string[], code = 0): Promise<string> {
  printed = ''
  noted = ''
  const graph = new Command('graph').exitOverride()
  addExtractionCommands(
    graph,
    runWith((exit) => expect(exit).toBe(code)),
  )
  await graph.parseAsync([...words], { from: 'user' })
  return printed
}

test('what it takes is shown, and nothing is started without consent', async () => {
  await learnpath(['extract'], 1)
  expect(noted).toMatch(/Passages\s+3 to read/u)
  expect(noted).toContain('Say --yes')
  expect(JSON.parse(await learnpath(['extractions', '--json']))).toEqual({ extractions: [] })
  expect(JSON.parse(await learnpath(['extract', '--json']))).toMatchObject({ passages: 3, model: 'ollama:reader' })
  expect(await learnpath(['extractions'])).toContain('No language model has read')
})

test('with --yes it is read and followed to its end, and told in words', async () => {
  await fixture.begin()
  const shown = await learnpath(['extract', '--yes'])
  expect(shown).toContain('ollama:reader is done: 3 passages read')
  expect(await learnpath(['extractions'])).toMatch(/ollama:reader\s+done\s+3 passages/u)
  await learnpath(['extract', '--yes'])
  expect(noted).toContain('nothing to read')
})

test('a budget is passed on, and what runs is stopped', async () => {
  const started = JSON.parse(
    await learnpath(['extract', '--yes', '--no-wait', '--max-tokens', '50000', '--max-passages', '2', '--json']),
  ) as Extraction
  expect(started).toMatchObject({ state: 'running', maximumTokens: 50_000, maximumPassages: 2 })
  expect(await learnpath(['stop-extraction'])).toContain('was stopped')
  const { extractions } = JSON.parse(await learnpath(['extractions', '--json'])) as ExtractionList
  expect(extractions[0]).toMatchObject({ id: started.id, state: 'cancelled' })
})
