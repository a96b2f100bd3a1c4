import { LearnPathError } from '@learnpath/contracts'
import { describe, expect, test } from 'vitest'
import { createInferenceFixture } from '../../modules/inference/inference-fixture.double.ts'
import { embedderContract } from '../../ports/embedder.contract.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { rerankerContract } from '../../ports/reranker.contract.ts'
import { createOllamaEmbedder } from './ollama-embedder.ts'
import { createOpenAiEmbedder } from './openai-embedder.ts'
import { createTeiEmbedder } from './tei-embedder.ts'
import { createTeiReranker } from './tei-reranker.ts'
import { imitateOllama, imitateOpenAi, imitateTei, type ImitatedService } from './testing/imitated-services.ts'

const instructions = { query: 'query: ', passage: 'passage: ' }
const SECRET = 'sk-very-secret'
const quick = { key: SECRET, retryDelayMs: 1 }

/** An embedder and the service it is connected to. */
async function connected(service: ImitatedService, connect: (url: string) => Promise<Embedder>) {
  try {
    const embedder = await connect(service.url)
    return { embedder, service, cleanUp: async () => await service.stop() }
  } catch (failure) {
    await service.stop()
    throw failure
  }
}

const tei = async () => await connected(await imitateTei(), async (url) => await createTeiEmbedder({ ...quick, url }))
const teiInstructed = async () =>
  await connected(await imitateTei(), async (url) => await createTeiEmbedder({ ...quick, url, instructions }))
const openAi = async (base64 = true) =>
  await connected(
    await imitateOpenAi({ base64 }),
    async (url) => await createOpenAiEmbedder({ ...quick, url, model: 'small' }),
  )
const ollama = async () =>
  await connected(
    await imitateOllama(),
    async (url) => await createOllamaEmbedder({ ...quick, url, model: 'all-minilm', instructions }),
  )

embedderContract('text-embeddings-inference', tei, { instructions: false })
embedderContract('text-embeddings-inference with instructions', teiInstructed, { instructions: true })
embedderContract('an OpenAI-compatible service', openAi, { instructions: false })
embedderContract('one that sends plain numbers', async () => await openAi(false), { instructions: false })
embedderContract('Ollama', ollama, { instructions: true })
rerankerContract('text-embeddings-inference', async () => {
  const service = await imitateTei('reranker')
  return {
    reranker: await createTeiReranker({ ...quick, url: service.url }),
    cleanUp: async () => await service.stop(),
  }
})

describe('another LearnPath', () => {
  const learnPath = async (connect: (url: string) => Promise<Embedder>) => {
    const server = await createInferenceFixture().listen()
    return { embedder: await connect(server.url), cleanUp: async () => await server.stop() }
  }
  const asTei = async () => await learnPath(async (url) => await createTeiEmbedder({ ...quick, url }))
  embedderContract('by its own form', asTei, { instructions: true })
  embedderContract(
    'by the OpenAI interface',
    async () => await learnPath(async (url) => await createOpenAiEmbedder({ ...quick, url, model: 'hashing' })),
    { instructions: false },
  )
  rerankerContract('another LearnPath', async () => {
    const server = await createInferenceFixture().listen()
    return {
      reranker: await createTeiReranker({ ...quick, url: server.url }),
      cleanUp: async () => await server.stop(),
    }
  })

  test('gives exactly the vectors of its model, under its key', async () => {
    const fixture = createInferenceFixture()
    const server = await fixture.listen()
    const remote = await createTeiEmbedder({ ...quick, url: server.url })
    expect(remote.description).toEqual(fixture.embedder.description)
    for (const instruction of ['query', 'passage', 'none'] as const) {
      const request = { texts: ['high tide', 'low tide'], instruction }
      expect(await remote.embed(request)).toEqual(await unitVectors(fixture.embedder, request))
    }
    await server.stop()
  })

  test('is told from a service for the other task', async () => {
    const fixture = createInferenceFixture()
    const server = await fixture.listen()
    fixture.serve(fixture.embedder, null)
    await expect(createTeiReranker({ ...quick, url: server.url })).rejects.toMatchObject({
      code: 'LP_MODEL_TASK_WRONG',
    })
    fixture.serve(null, fixture.reranker)
    await expect(createTeiEmbedder({ ...quick, url: server.url })).rejects.toMatchObject({
      code: 'LP_MODEL_TASK_WRONG',
    })
    fixture.serve(null, null)
    await expect(createTeiEmbedder({ ...quick, url: server.url })).rejects.toMatchObject({
      code: 'LP_INFERENCE_REMOTE',
      message: expect.stringContaining('No model serves this'),
    })
    await server.stop()
  })
})

async function unitVectors(embedder: Embedder, request: Parameters<Embedder['embed']>[0]) {
  return (await embedder.embed(request)).map((vector) => {
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    return vector.map((value) => value / length)
  })
}

describe('what is found out by asking', () => {
  test('of text-embeddings-inference', async () => {
    const { embedder, service, cleanUp } = await tei()
    expect(embedder.description).toEqual({
      modelId: 'thenlper/gte-base',
      key: 'tei:thenlper/gte-base@fca14538aa9956a46526bd1d0d11d69e19b5a101:float32',
      dimensions: 32,
      maximumTokens: 128,
      languages: ['multi'],
    })
    await embedder.embed({ texts: Array.from({ length: 70 }, (_, index) => `t${index}`), instruction: 'passage' })
    const sizes = service.requests
      .map(({ body }) => body?.['inputs'])
      .map((inputs) => (Array.isArray(inputs) ? inputs.length : 0))
    expect(sizes.toSorted((a, b) => b - a).slice(0, 3)).toEqual([32, 32, 6])
    expect(service.requests.every(({ headers }) => headers.authorization === `Bearer ${SECRET}`)).toBe(true)
    await cleanUp()
  })

  test('of an OpenAI-compatible service and of Ollama', async () => {
    const one = await openAi()
    expect(one.embedder.description).toMatchObject({ modelId: 'small', dimensions: 32, maximumTokens: 128 })
    const two = await ollama()
    expect(two.embedder.description).toMatchObject({ modelId: 'all-minilm', dimensions: 32, maximumTokens: 128 })
    expect(two.embedder.description.key).toContain('sha256:1b226e2802db')
    const sent = two.service.requests.find(({ path }) => path === '/api/embed')?.body
    expect(sent).toMatchObject({ model: 'all-minilm', truncate: true, keep_alive: '30m' })
    await Promise.all([one.cleanUp(), two.cleanUp()])
  })

  test('an address with a version or path is kept', async () => {
    const service = await imitateOpenAi()
    const embedder = await createOpenAiEmbedder({ ...quick, url: `${service.url}/v1/`, model: 'small' })
    expect(embedder.description.dimensions).toBe(32)
    expect(service.requests[0]?.path).toBe('/v1/embeddings')
    await service.stop()
  })
})

describe('a service that is in trouble', () => {
  const busy = { status: 429, body: { error: 'Model is overloaded', error_type: 'Overloaded' } }
  const starting = { status: 503, body: 'starting' }
  const embedOne = async (embedder: Embedder, priority: 'query' | 'ingestion') =>
    await embedder.embed({ texts: ['tide'], instruction: 'none', priority })

  test('is asked again for documents until it answers', async () => {
    const { embedder, service, cleanUp } = await tei()
    service.interfere([busy, starting, 'cut', 'cut', { ...busy, headers: { 'retry-after': '0' } }])
    expect(await embedOne(embedder, 'ingestion')).toHaveLength(1)
    await cleanUp()
  })

  test('is asked once more for a query, and then search goes on without it', async () => {
    const { embedder, service, cleanUp } = await tei()
    const before = service.requests.length
    service.interfere([starting, starting, starting])
    await expect(embedOne(embedder, 'query')).rejects.toMatchObject({
      code: 'LP_INFERENCE_REMOTE',
      message: expect.stringContaining('answers 503: starting'),
    })
    expect(service.requests.length - before).toBe(2)
    service.interfere([busy, busy])
    await expect(embedOne(embedder, 'query')).rejects.toMatchObject({ code: 'LP_INFERENCE_BUSY' })
    service.interfere([{ ...busy, headers: { 'retry-after': '60' } }])
    await expect(embedOne(embedder, 'query')).rejects.toMatchObject({ code: 'LP_INFERENCE_BUSY' })
    await cleanUp()
  })

  test('is told in its own words, but never with the key or with text of documents', async () => {
    const { embedder, service, cleanUp } = await openAi()
    const wrongKey = { error: { message: `Incorrect API key provided: ${SECRET}`, code: 'invalid_api_key' } }
    service.interfere([{ status: 401, body: wrongKey }])
    const failure = await embedOne(embedder, 'ingestion').catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({
      code: 'LP_INFERENCE_REMOTE',
      message: expect.stringContaining('answers 401: Incorrect API key provided: [key]'),
    })
    service.interfere([{ status: 422, body: { detail: [{ msg: 'invalid', input: 'text of a document' }] } }])
    const other = await embedOne(embedder, 'ingestion').catch((thrown: unknown) => thrown)
    expect(other).toMatchObject({ message: expect.stringContaining('answers 422') })
    for (const one of [failure, other]) {
      expect(JSON.stringify(one instanceof LearnPathError && [one.message, one.context])).not.toMatch(
        /very-secret|document"/u,
      )
    }
    await cleanUp()
  })

  test('is told when it cannot be reached, does not answer in time, or lacks the model', async () => {
    const gone = await imitateTei()
    await gone.stop()
    await expect(createTeiEmbedder({ ...quick, url: gone.url })).rejects.toMatchObject({
      code: 'LP_INFERENCE_REMOTE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    const service = await imitateOllama()
    await expect(createOllamaEmbedder({ ...quick, url: service.url, model: 'missing' })).rejects.toMatchObject({
      message: expect.stringContaining('model "missing" not found, try pulling it first'),
    })
    await expect(createTeiEmbedder({ ...quick, url: service.url })).rejects.toMatchObject({
      code: 'LP_INFERENCE_REMOTE',
    })
    await service.stop()
    const silent = await imitateTei()
    silent.interfere(['silence', 'silence'])
    await expect(createTeiEmbedder({ ...quick, url: silent.url, timeoutMs: 20 })).rejects.toMatchObject({
      message: expect.stringContaining('does not answer in time'),
    })
    await silent.stop()
  })

  test.each([
    ['fewer vectors than texts', []],
    ['vectors of another length', [[1, 2, 3]]],
    ['vectors without a direction', [Array.from({ length: 32 }, () => 0)]],
    ['something else', { vectors: 'none' }],
  ])('gives %s, which is refused', async (_, body) => {
    const { embedder, service, cleanUp } = await tei()
    service.interfere([{ status: 200, body }])
    await expect(embedOne(embedder, 'query')).rejects.toMatchObject({ code: 'LP_INFERENCE_REMOTE' })
    await cleanUp()
  })

  test('does not keep a caller who leaves while it is waited for', async () => {
    const { embedder, service, cleanUp } = await tei()
    service.interfere([{ ...busy, headers: { 'retry-after': '20' } }])
    const leaving = new AbortController()
    const asked = embedder.embed({
      texts: ['tide'],
      instruction: 'none',
      priority: 'ingestion',
      signal: leaving.signal,
    })
    while (service.requests.at(-1)?.path !== '/embed') await new Promise((resolve) => setTimeout(resolve, 1))
    leaving.abort(new Error('left'))
    await expect(asked).rejects.toThrow('left')
    await cleanUp()
  })

  test('cannot send the key elsewhere', async () => {
    const { embedder, service, cleanUp } = await tei()
    const elsewhere = await imitateTei()
    service.interfere([{ status: 307, body: {}, headers: { location: `${elsewhere.url}/embed` } }])
    await expect(embedOne(embedder, 'query')).rejects.toMatchObject({ message: expect.stringContaining('answers 307') })
    expect(elsewhere.requests).toEqual([])
    await Promise.all([cleanUp(), elsewhere.stop()])
  })
})
