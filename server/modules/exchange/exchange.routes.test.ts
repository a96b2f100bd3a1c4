import { createClient, ENDPOINTS } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { createAnkiPackages } from '../../adapters/anki/anki-packages.ts'
import { writeZip } from '../../adapters/zip/zip-writer.ts'
import { createEdge } from '../../http/edge.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { mountExchangeRoutes } from './exchange.routes.ts'
import { exchangeOf } from './testing/exchange-fixture.ts'
import { sampleCard } from './testing/learning-samples.ts'

function served() {
  const learning = exchangeOf(
    { cards: [sampleCard({ deck: 'Größe "1"' })] },
    { ankiPackages: createAnkiPackages(), writeZip },
  )
  const edge = createEdge({
    clock: createManualClock(),
    idSource: createCountingIdSource(),
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 20,
  })
  mountExchangeRoutes(edge, learning)
  const client = createClient({ baseUrl: 'http://127.0.0.1', fetch: async (request) => await edge.fetch(request) })
  return { client, ...learning }
}

test('an export is a download with a name, which no browser runs', async () => {
  const response = await served().client.bytes('exportLearning', { query: { format: 'html', deck: 'Größe "1"' } })
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="Gr__e-1-2026-11-21.html"; filename*=UTF-8''Gr%C3%B6%C3%9Fe-1-2026-11-21.html`,
  )
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
  expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength))
})

test('a plan is exported by its own address, at the hour that was asked for', async () => {
  const { client } = served()
  const call = { params: { id: 'plan_1' }, query: { format: 'ics', startsAt: '18:30' } }
  expect(await (await client.bytes('exportPlan', call)).text()).toContain('DTSTART:20261123T183000')
  await expect(
    client.bytes('exportPlan', { ...call, query: { format: 'ics', startsAt: '25:00' } }),
  ).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
})

test('an uploaded file is taken with the fields before it, and a bad one is told', async () => {
  const { client, taken } = served()
  const file = (path: string, text: string) => ({ path, bytes: new Blob([text]) })
  const result = await client.upload('importLearning', {
    fields: { deck: 'Mine' },
    files: [file('words.tsv', 'chat\tcat\n')],
  })
  expect(ENDPOINTS.importLearning.answer.parse(result)).toMatchObject({ decks: ['Mine'], cardsAdded: 1, refused: [] })
  expect(taken).toMatchObject([{ deck: 'Mine', front: 'chat', back: 'cat' }])
  await expect(client.upload('importLearning', { files: [file('x.apkg', 'nonsense')] })).rejects.toMatchObject({
    code: 'LP_IMPORT_DAMAGED',
  })
  await expect(
    client.upload('importLearning', { fields: { colour: 'red' }, files: [file('x.tsv', 'a\tb')] }),
  ).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
})
