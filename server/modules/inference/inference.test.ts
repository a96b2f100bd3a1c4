import {
  EmbedResponse,
  LearnPathError,
  OpenAiEmbeddingsResponse,
  Problem,
  RerankResponse,
  TeiEmbedResponse,
  TeiInfo,
} from '@learnpath/contracts'
import { describe, expect, test } from 'vitest'
import { createHashingEmbedder } from '../../ports/embedder.double.ts'
import { createInferenceFixture } from './inference-fixture.double.ts'

const LONG = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')
const reference = createHashingEmbedder()

async function expected(texts: readonly string[], instruction: 'query' | 'passage' | 'none'): Promise<number[][]> {
  return (await reference.embed({ texts, instruction })).map((vector) => [...vector])
}

const exactly = (vectors: readonly (readonly number[])[]) => vectors.map((vector) => [...Float32Array.from(vector)])

describe('POST /embed', () => {
  test('gives one vector per text in order, exactly those of the model, with the instruction of passages', async () => {
    const { post } = createInferenceFixture()
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index} of many`)
    const response = await post('/embed', { texts })
    const answer = EmbedResponse.parse(await response.json())
    expect(answer).toMatchObject({ model: 'hashing', dimensions: 16 })
    expect(exactly(answer.vectors)).toEqual(await expected(texts, 'passage'))
  })

  test('uses the instruction that is named', async () => {
    const { post } = createInferenceFixture()
    const answer = EmbedResponse.parse(await (await post('/embed', { texts: ['tide'], instruction: 'query' })).json())
    expect(exactly(answer.vectors)).toEqual(await expected(['tide'], 'query'))
  })

  test('runs another installed model by its id or its repository', async () => {
    const { post } = createInferenceFixture()
    for (const model of ['other', 'makers/other']) {
      const answer = EmbedResponse.parse(await (await post('/embed', { texts: ['tide'], model })).json())
      expect(answer).toMatchObject({ model: 'other', dimensions: 8 })
    }
  })

  test('cuts texts that are too long, unless told not to', async () => {
    const { post } = createInferenceFixture()
    expect((await post('/embed', { texts: [LONG] })).status).toBe(200)
    const refused = await post('/embed', { texts: ['short', LONG], truncate: false })
    expect(refused.status).toBe(413)
    const problem = Problem.parse(await refused.json())
    expect(problem).toMatchObject({ code: 'LP_TEXT_TOO_LONG', detail: 'text 1 has 203 tokens; hashing reads 64' })
  })

  test.each([
    [{ texts: ['tide'], model: 'nothing' }, 404, 'LP_MODEL_UNKNOWN'],
    [{ texts: ['tide'], model: 'nobody/nothing' }, 404, 'LP_MODEL_UNKNOWN'],
    [{ texts: ['tide'], model: 'absent' }, 409, 'LP_MODEL_NOT_INSTALLED'],
    [{ texts: [] }, 400, 'LP_REQUEST_INVALID'],
    [{ texts: ['tide'], colour: 'red' }, 400, 'LP_REQUEST_INVALID'],
  ])('refuses %j', async (body, status, code) => {
    const { post } = createInferenceFixture()
    const response = await post('/embed', body)
    expect(response.status).toBe(status)
    expect(Problem.parse(await response.json()).code).toBe(code)
  })

  test('says that no model serves', async () => {
    const { post, serve } = createInferenceFixture()
    serve(null, null)
    const response = await post('/embed', { texts: ['tide'] })
    expect(response.status).toBe(409)
    expect(Problem.parse(await response.json())).toMatchObject({ code: 'LP_MODEL_NONE_ACTIVE' })
  })

  test('lets a short single text go before libraries that are being embedded', async () => {
    const { post, embedder } = createInferenceFixture()
    await post('/embed', { texts: ['tide'] })
    await post('/embed', { texts: ['high tide', 'low tide'] })
    await post('/embed', { texts: ['tide '.repeat(1000)] })
    expect(embedder.requests.map(({ priority }) => priority)).toEqual(['query', 'ingestion', 'ingestion'])
  })

  test('takes long lists in small pieces and begins no further piece for a caller who left', async () => {
    const { post, embedder, serve } = createInferenceFixture()
    const leaving = new AbortController()
    serve(
      {
        ...embedder,
        async embed(request) {
          leaving.abort()
          return await embedder.embed(request)
        },
      },
      null,
    )
    const texts = Array.from({ length: 1000 }, (_, index) => `text ${index}`)
    const response = await post('/embed', { texts }, { signal: leaving.signal })
    expect(Problem.parse(await response.json()).code).toBe('LP_REQUEST_CANCELLED')
    expect(embedder.requests.length).toBeLessThanOrEqual(2)
    expect(embedder.requests[0]?.texts.length).toBe(32)
  })

  test('refuses more texts at once than it has room for, and takes any request when it is idle', async () => {
    const { post } = createInferenceFixture({ maxTextsAtOnce: 50 })
    const texts = Array.from({ length: 60 }, (_, index) => `text ${index}`)
    const [first, second] = await Promise.all([post('/embed', { texts }), post('/embed', { texts: ['one more'] })])
    expect([first.status, second.status]).toEqual([200, 429])
    expect(second.headers.get('retry-after')).toBe('1')
    expect((await post('/embed', { texts: ['one more'] })).status).toBe(200)
  })

  test('takes bodies of up to two megabytes', async () => {
    const { post } = createInferenceFixture()
    expect((await post('/embed', { texts: ['a '.repeat(450_000), 'b '.repeat(450_000)] })).status).toBe(200)
    expect(
      (await post('/embed', { texts: ['a '.repeat(450_000), 'b '.repeat(450_000), LONG.repeat(200)] })).status,
    ).toBe(413)
  })
})

describe('POST /embed as text-embeddings-inference', () => {
  test('takes one text or many, without an instruction unless a prompt is named', async () => {
    const { post } = createInferenceFixture()
    const one = TeiEmbedResponse.parse(await (await post('/embed', { inputs: 'high tide' })).json())
    expect(exactly(one)).toEqual(await expected(['high tide'], 'none'))
    const body = {
      inputs: ['high tide', 'low tide'],
      prompt_name: 'query',
      normalize: true,
      truncate: true,
      dimensions: 16,
    }
    const many = TeiEmbedResponse.parse(await (await post('/embed', body)).json())
    expect(exactly(many)).toEqual(await expected(body.inputs, 'query'))
  })

  test.each([
    [{ inputs: LONG }, 413, 'Validation'],
    [{ inputs: 'tide', normalize: false }, 400, 'Validation'],
    [{ inputs: 'tide', prompt_name: 'clustering' }, 400, 'Validation'],
    [{ inputs: 'tide', truncate: true, truncation_direction: 'Left' }, 400, 'Validation'],
    [{ inputs: 'tide', dimensions: 8 }, 400, 'Validation'],
    [{ inputs: 5 }, 400, 'Validation'],
  ])('refuses %j in its words', async (body, status, kind) => {
    const { post } = createInferenceFixture()
    const response = await post('/embed', body)
    expect(response.status).toBe(status)
    const answer = await response.json()
    expect(answer).toMatchObject({ error_type: kind, error: expect.stringContaining('. ') })
    expect(Problem.safeParse(answer).success).toBe(true)
  })

  test('names the field that is wrong', async () => {
    const { post } = createInferenceFixture()
    const fieldsOf = async (body: unknown) =>
      Problem.parse(await (await post('/embed', body)).json()).issues?.map(({ field }) => field)
    expect(await fieldsOf({ inputs: 'tide', normalize: false })).toEqual(['body.normalize'])
    expect(await fieldsOf({ texts: ['tide'], instruction: 'question' })).toEqual(['body.instruction'])
    expect(await fieldsOf({ texts: ['tide', 5] })).toEqual(['body.texts.1'])
  })

  test('a model that is busy is told in its words, with the time to wait', async () => {
    const { post, serve, embedder } = createInferenceFixture()
    const busy = async () => await Promise.reject(new LearnPathError('LP_INFERENCE_BUSY', { retryAfterSeconds: 2 }))
    serve({ ...embedder, embed: busy }, null)
    const response = await post('/embed', { inputs: 'tide' })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2'])
    expect(await response.json()).toMatchObject({ error_type: 'Overloaded' })
  })

  test('GET /info tells the model, and to another LearnPath what it must know', async () => {
    const { get, serve, reranker } = createInferenceFixture()
    expect(TeiInfo.parse(await (await get('/info')).json())).toMatchObject({
      model_id: 'makers/Hashing',
      model_sha: 'abc123',
      model_dtype: 'as delivered',
      model_type: { embedding: { pooling: 'mean' } },
      max_input_length: 64,
      learnpath: {
        embedder: { model: 'hashing', key: 'hashing@1', dimensions: 16, maximumTokens: 64, languages: ['en'] },
        reranker: { model: 'words', key: 'words@1', maximumTokens: 64 },
      },
    })
    serve(null, reranker)
    expect(TeiInfo.parse(await (await get('/info')).json()).model_type).toHaveProperty('reranker')
    serve(null, null)
    expect((await get('/info')).status).toBe(409)
  })
})

describe('POST /rerank', () => {
  const query = 'high tide'
  const texts = ['the moon', 'high tide', 'tide tables']

  test('gives scores from 0 to 1, best first', async () => {
    const { post } = createInferenceFixture()
    const ranks = RerankResponse.parse(await (await post('/rerank', { query, texts })).json())
    expect(ranks.map(({ index }) => index)).toEqual([1, 2, 0])
    expect(ranks.map(({ score }) => score)).toEqual([2, 0.75, -0.5].map((raw) => 1 / (1 + Math.exp(-raw))))
    expect(ranks[0]).not.toHaveProperty('text')
  })

  test('gives the scores of the model and the texts when asked to', async () => {
    const { post } = createInferenceFixture()
    const response = await post('/rerank', { query, texts, raw_scores: true, return_text: true, truncate: true })
    expect(await response.json()).toEqual([
      { index: 1, score: 2, text: 'high tide' },
      { index: 2, score: 0.75, text: 'tide tables' },
      { index: 0, score: -0.5, text: 'the moon' },
    ])
  })

  test('gives every text its own score however many there are', async () => {
    const { post } = createInferenceFixture()
    const many = Array.from({ length: 300 }, (_, index) => (index === 217 ? 'high tide' : `text ${index}`))
    const ranks = RerankResponse.parse(await (await post('/rerank', { query, texts: many })).json())
    expect(ranks).toHaveLength(300)
    expect(new Set(ranks.map(({ index }) => index)).size).toBe(300)
    expect(ranks[0]?.index).toBe(217)
  })

  test('says that no reranker serves', async () => {
    const { post, serve, embedder } = createInferenceFixture()
    serve(embedder, null)
    const response = await post('/rerank', { query, texts })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'LP_MODEL_NONE_ACTIVE', error_type: 'Validation' })
  })
})

describe('POST /v1/embeddings', () => {
  test('counts what the model reads', async () => {
    const { post } = createInferenceFixture()
    const body = { model: 'hashing', input: ['high tide', LONG], truncate: true }
    const answer = OpenAiEmbeddingsResponse.parse(await (await post('/v1/embeddings', body)).json())
    expect(answer.usage).toEqual({ prompt_tokens: 4 + 64, total_tokens: 4 + 64 })
  })

  test('answers with LearnPath problems that are errors of that interface as well', async () => {
    const { post, get } = createInferenceFixture()
    const answer = await (await post('/v1/embeddings', { model: 'hashing', input: 'tide', dimensions: 8 })).json()
    expect(Problem.parse(answer).code).toBe('LP_REQUEST_INVALID')
    expect(answer).toMatchObject({
      error: { type: 'invalid_request_error', code: 'LP_REQUEST_INVALID', param: 'dimensions' },
    })
    expect(await (await get('/v1/nothing')).json()).toMatchObject({ error: { code: 'LP_ROUTE_NOT_FOUND' } })
    expect(await (await get('/nothing')).json()).not.toHaveProperty('error')
  })
})

test('POST /embed/count-tokens counts uncut texts with their instruction', async () => {
  const { post } = createInferenceFixture()
  const answer = await (await post('/embed/count-tokens', { texts: ['tide', LONG], instruction: 'query' })).json()
  expect(answer).toEqual({ model: 'hashing', maximumTokens: 64, counts: [4, 203] })
})
