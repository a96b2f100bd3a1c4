import type { RetrievalApi } from '../modules/retrieval/index.ts'
import { mountRetrievalRoutes } from '../modules/retrieval/retrieval.routes.ts'
import { createRetrievalRig, textDocument } from '../modules/retrieval/testing/retrieval-rig.ts'
import { createEdge } from '../http/edge.ts'
import { createManualClock } from '../ports/clock.double.ts'
import { createCountingIdSource } from '../ports/id-source.double.ts'
import { createRecordingLogger } from '../ports/logger.double.ts'
import { createRecordingMetrics } from '../ports/metrics.double.ts'
import { LearnPathError } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { createRemoteRetrieval } from './remote-retrieval.ts'

type Face = Pick<RetrievalApi, 'search' | 'queryTerms'>

const DOCUMENTS = [
  { ...textDocument('pump', 'A pump moves water. It stops when the pressure rises above 9 bar.'), tags: ['plant'] },
  textDocument('valve', 'A valve lets water pass, or does not.'),
  { ...textDocument('quark', 'Ein „Quark“ – 🧬 "quark" \\ \n quark', 'de'), collection: 'physics' },
]

async function local(): Promise<Face> {
  return (await createRetrievalRig(DOCUMENTS)).retrieval
}

/** The same retrieval, as a service that is asked over HTTP. */
async function remote(): Promise<Face> {
  const { retrieval } = await createRetrievalRig(DOCUMENTS)
  const clock = createManualClock()
  const surroundings = { clock, idSource: createCountingIdSource(), logger: createRecordingLogger() }
  const limits = { requestTimeoutMs: 60_000, maxConcurrentRequests: 10 }
  const edge = createEdge({ ...surroundings, ...limits, metrics: createRecordingMetrics() })
  mountRetrievalRoutes(edge, {
    retrieval,
    clock,
    generations: {
      async rebuildIndex() {
        throw new LearnPathError('LP_INTERNAL', { detail: 'nobody asks for it' })
      },
    },
  })
  return createRemoteRetrieval(async (request) => await edge.fetch(request))
}

const pathsOf = ({ hits }: Awaited<ReturnType<Face['search']>>): string[] => hits.map(({ documentId }) => documentId)

describe.each([
  ['in this process', local],
  ['of a service', remote],
])('retrieval %s', (_, open) => {
  it('finds passages, best first, with where they are', async () => {
    const face = await open()
    const { hits, total } = await face.search({ query: 'water pressure' })
    expect(hits.map(({ documentId }) => documentId)).toEqual(['pump', 'valve'])
    expect(total).toBe(2)
    const [best] = hits
    expect(best?.text.slice(0, 6)).toBe('A pump')
    expect(best?.highlights.length).toBeGreaterThan(0)
  })

  it('heeds filters, the limit and words that must not be there', async () => {
    const face = await open()
    expect(pathsOf(await face.search({ query: 'water', filters: { documentIds: ['valve'] } }))).toEqual(['valve'])
    expect(pathsOf(await face.search({ query: 'water', filters: { tags: ['plant'] } }))).toEqual(['pump'])
    expect(pathsOf(await face.search({ query: 'quark', filters: { collections: ['physics'] } }))).toEqual(['quark'])
    expect(pathsOf(await face.search({ query: 'water', limit: 1 }))).toHaveLength(1)
    expect(pathsOf(await face.search({ query: 'water -pump' }))).toEqual(['valve'])
  })

  it('text comes as it is, whatever its letters', async () => {
    const { hits } = await (await open()).search({ query: 'quark' })
    expect(hits[0]?.text).toContain('„Quark“ – 🧬 "quark" \\')
  })

  it('what is nowhere is not found, and is no error', async () => {
    expect(await (await open()).search({ query: 'volcano' })).toMatchObject({ hits: [], total: 0 })
  })

  it('tells what words are worth', async () => {
    const face = await open()
    const terms = await face.queryTerms('the pump and a volcano')
    const worth = new Map(terms.map(({ word, inverseDocumentFrequency }) => [word, inverseDocumentFrequency]))
    expect(worth.get('pump')).toBeGreaterThan(0)
    expect(worth.get('volcano')).toBe(0)
    expect(worth.has('the')).toBe(false)
    expect(await face.queryTerms('')).toEqual([])
  })

  it('takes the longest goal that a plan can have', async () => {
    const face = await open()
    const goal = 'water pressure, '.repeat(32).slice(0, 500)
    expect((await face.queryTerms(goal)).length).toBeGreaterThan(0)
    expect(pathsOf(await face.search({ query: goal, limit: 100 }))).toEqual(['pump', 'valve'])
  })

  it('refuses a collection that is not there', async () => {
    const refused = (await open()).search({ query: 'water', filters: { collections: ['nowhere'] } })
    await expect(refused).rejects.toMatchObject({ code: 'LP_COLLECTION_NOT_FOUND' })
  })
})

describe('a service that is away', () => {
  it.each(['LP_SERVICE_UNAVAILABLE', 'LP_SERVICE_TIMEOUT', 'LP_REQUEST_CANCELLED'] as const)(
    'says so: %s',
    async (code) => {
      const face = createRemoteRetrieval(async () => await Promise.reject(new LearnPathError(code)))
      await expect(face.search({ query: 'water' })).rejects.toMatchObject({ code })
      await expect(face.queryTerms('water')).rejects.toMatchObject({ code })
    },
  )
})
