// The official client against the routes over a socket: what a program that is made for OpenAI sees.
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInferenceFixture } from './inference-fixture.double.ts'

const fixture = createInferenceFixture()
let stop: () => Promise<void> = async () => undefined
let client: OpenAI
beforeAll(async () => {
  const server = await fixture.listen()
  stop = server.stop
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 })
})
afterAll(async () => await stop())

const model = 'hashing'
const errorOf = async (work: Promise<unknown>): Promise<unknown> => await work.catch((failure: unknown) => failure)

describe('the official client', () => {
  test('gets the same vectors as numbers and in its own form, base64', async () => {
    const input = ['high tide', 'low tide', '満潮']
    const asNumbers = await client.embeddings.create({ model, input, encoding_format: 'float' })
    const asBase64 = await client.embeddings.create({ model, input })
    expect(asBase64.data.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(asBase64.data.map(({ embedding }) => [...embedding])).toEqual(
      asNumbers.data.map(({ embedding }) => [...Float32Array.from(embedding)]),
    )
    expect(asBase64).toMatchObject({ object: 'list', model, usage: { prompt_tokens: 11, total_tokens: 11 } })
  })

  test('gets from fifty requests at once, of mixed sizes, what each gives alone', async () => {
    const inputs = Array.from({ length: 50 }, (_, request) =>
      Array.from(
        { length: [1, 3, 40, 200][request % 4] ?? 1 },
        (_unused, text) => `text ${text} of request ${request}`,
      ),
    )
    const together = await Promise.all(inputs.map(async (input) => await client.embeddings.create({ model, input })))
    for (const [index, input] of inputs.entries()) {
      const alone = await client.embeddings.create({ model, input })
      expect(together[index]?.data).toEqual(alone.data)
    }
  })

  test('lists the installed embedders and who answers chat', async () => {
    const models = await client.models.list()
    expect(models.data.map(({ id, owned_by: owner }) => [id, owner])).toEqual([
      ['learnpath', 'learnpath'],
      ['hashing', 'makers'],
      ['other', 'makers'],
    ])
  })

  test('understands what is wrong', async () => {
    expect(await errorOf(client.embeddings.create({ model: 'text-embedding-3-small', input: 'tide' }))).toMatchObject({
      status: 404,
      code: 'LP_MODEL_UNKNOWN',
      message: expect.stringContaining('There is no such model: text-embedding-3-small'),
    })
    expect(await errorOf(client.embeddings.create({ model, input: 'word '.repeat(100) }))).toMatchObject({
      status: 413,
      code: 'LP_TEXT_TOO_LONG',
    })
    expect(await errorOf(client.embeddings.create({ model, input: [[1, 2, 3], [4]] }))).toMatchObject({
      status: 400,
      param: 'input',
      message: expect.stringContaining('tokens are those of another model'),
    })
    expect(await errorOf(client.embeddings.create({ model, input: 'tide', dimensions: 8 }))).toMatchObject({
      status: 400,
      param: 'dimensions',
    })
    const chat = client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hello' }] })
    expect(await errorOf(chat)).toMatchObject({ status: 404, code: 'LP_ROUTE_NOT_FOUND' })
  })

  test('ends the work of a request that it gives up', async () => {
    const leaving = new AbortController()
    let begun = 0
    let seen: AbortSignal | undefined
    fixture.serve(
      {
        ...fixture.embedder,
        async embed(request) {
          begun += 1
          seen = request.signal
          leaving.abort()
          await new Promise<void>((resolve) => {
            request.signal?.addEventListener('abort', () => resolve(), { once: true })
          })
          return await fixture.embedder.embed(request)
        },
      },
      null,
    )
    const input = Array.from({ length: 2000 }, (_, index) => `text ${index}`)
    const failure = await errorOf(client.embeddings.create({ model, input }, { signal: leaving.signal }))
    expect(failure).toBeInstanceOf(OpenAI.APIUserAbortError)
    while (seen?.aborted !== true) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(begun).toBeLessThanOrEqual(2)
    fixture.serve(fixture.embedder, fixture.reranker)
    await client.embeddings.create({ model, input: 'tide' })
    expect(fixture.log.filter(({ level }) => level === 'error')).toEqual([])
  })
})
